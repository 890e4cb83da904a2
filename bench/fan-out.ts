import { type Audience, talksOf } from './audience.js';
import { Sender } from './sender.js';
import { ServerUnderTest, type ServerKind } from './server-under-test.js';
import { percentile } from './statistics.js';
import { type Faults, type Round, Swarm } from './swarm.js';
import { SETTLE_MS, type Usage, watchUsage } from './usage.js';
import { Visitor } from './visitor.js';

/** The setup of one fan-out measurement. */
export interface FanOutPlan {
  readonly audience: Audience;
  readonly visitors: number;
  readonly messages: number;
  readonly core: number | undefined;
}

/** One measurement of one server process. `undefined` is what this machine cannot tell. */
export interface FanOutSample {
  readonly deliveriesPerSecond: number;
  readonly cpuUs: number | undefined;
  readonly mainThreadUs: number | undefined;
  /** Of the other threads: collector, compilers, database. */
  readonly helpersUs: number | undefined;
  /** Share of the time from a post until all wait again in which the main thread stood in garbage collections. */
  readonly collectorShare: number | undefined;
  /** Share of the time in which the server could have worked but had no core. */
  readonly disturbance: number | undefined;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly kBPerWaiter: number | undefined;
  /** CPU time for each client when all of them leave at once. */
  readonly leavingUs: number | undefined;
  /** Share of the time in which the load client was busy, on a core of its own. */
  readonly clientShare: number | undefined;
  readonly faults: Faults;
}

type Costs = Omit<FanOutSample, 'kBPerWaiter' | 'leavingUs'>;

// V8 has compiled a delivery after a few thousand.
const WARM_UP_CLIENTS = 50;
const WARM_UP_MESSAGES = 60;
const WARM_UP_DELIVERIES = 5_000;
/** With fewer waiters, the heap's own growth hides theirs. */
const FEWEST_TO_WEIGH = 1_000;

/** The number of senders if there are many rooms. */
const SENDERS = 16;

/** Starts the server, has the audience wait in it, posts the messages, and stops it. */
export async function measureFanOut(kind: ServerKind, plan: FanOutPlan): Promise<FanOutSample> {
  const server = await ServerUnderTest.start(kind, plan.core);
  try {
    return await measure(server, plan);
  } finally {
    await server.stop();
  }
}

async function measure(server: ServerUnderTest, plan: FanOutPlan): Promise<FanOutSample> {
  const { audience } = plan;
  const visitors = await Visitor.visitMany(server.port, Math.min(plan.visitors, audience.clients));
  const senders = await Sender.many(server.port, Math.min(SENDERS, audience.rooms));
  await warmUp(server, visitors, senders, audience);
  const idleBytes = await restingBytes(server);
  const swarm = new Swarm(server, audience.clients, talksOf(audience, server));
  try {
    await swarm.start(visitors, senders);
    const waitingBytes = await restingBytes(server);
    const again = Math.max(2, Math.ceil(WARM_UP_DELIVERIES / audience.clients));
    for (let i = 0; i < again; i++) await swarm.deliver(senders);
    const costs = await measureMessages(server, swarm, senders, plan);
    const leavingUs = await leave(server, swarm, audience.clients);
    return {
      ...costs,
      leavingUs,
      kBPerWaiter: kBEach(idleBytes, waitingBytes, audience.clients),
    };
  } finally {
    await swarm.stop();
  }
}

/** Warms the server up with a few clients, so that compiling and heap growth are not measured. */
async function warmUp(
  server: ServerUnderTest,
  visitors: readonly Visitor[],
  senders: readonly Sender[],
  audience: Audience,
): Promise<void> {
  const swarm = new Swarm(server, WARM_UP_CLIENTS, talksOf(audience, server));
  try {
    await swarm.start(visitors, senders);
    const messages = Math.max(3, Math.ceil(WARM_UP_MESSAGES / audience.rooms));
    for (let i = 0; i < messages; i++) await swarm.deliver(senders);
  } finally {
    await swarm.stop();
  }
}

async function leave(server: ServerUnderTest, swarm: Swarm, clients: number): Promise<number | undefined> {
  const endUsage = await watchUsage(server);
  await swarm.stop();
  await server.meter.untilQuiet(30_000, SETTLE_MS);
  const { cpuUs } = await endUsage();
  return cpuUs && cpuUs / clients;
}

async function measureMessages(
  server: ServerUnderTest,
  swarm: Swarm,
  senders: readonly Sender[],
  plan: FanOutPlan,
): Promise<Costs> {
  const endUsage = await watchUsage(server);
  const clientBefore = swarm.client.meter.cpu();
  const rounds: Round[] = [];
  for (let i = 0; i < plan.messages; i++) rounds.push(await swarm.deliver(senders));
  const clientAfter = swarm.client.meter.cpu();
  const clientUs = clientBefore && clientAfter && clientAfter.allThreads - clientBefore.allThreads;
  const usage = await endUsage();
  return { ...costsOf(rounds, usage, clientUs, plan.messages * plan.audience.clients), faults: swarm.faults };
}

function costsOf(
  rounds: readonly Round[],
  { cpuUs, mainThreadUs, collectorUs, waitedUs }: Usage,
  clientUs: number | undefined,
  deliveries: number,
): Omit<Costs, 'faults'> {
  const wholeMs = rounds.reduce((sum, round) => sum + round.wholeMs, 0);
  const latencies = rounds.flatMap((round) => round.latenciesMs);
  return {
    deliveriesPerSecond: deliveries / (wholeMs / 1_000),
    cpuUs: cpuUs && cpuUs / deliveries,
    mainThreadUs: mainThreadUs && mainThreadUs / deliveries,
    helpersUs: cpuUs && mainThreadUs && (cpuUs - mainThreadUs) / deliveries,
    collectorShare: collectorUs && collectorUs / 1_000 / wholeMs,
    disturbance: waitedUs && waitedUs / 1_000 / wholeMs,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    clientShare: clientUs && clientUs / 1_000 / wholeMs,
  };
}

async function restingBytes(server: ServerUnderTest): Promise<number | undefined> {
  await server.meter.untilQuiet(30_000, SETTLE_MS);
  return server.meter.rss();
}

function kBEach(idle: number | undefined, waiting: number | undefined, clients: number) {
  if (idle === undefined || waiting === undefined || clients < FEWEST_TO_WEIGH) return undefined;
  return (waiting - idle) / 1_024 / clients;
}
