import { type Audience, talksOf } from './audience.js';
import { Sender } from './sender.js';
import type { Faults } from './sequence.js';
import { ServerUnderTest, type ServerKind } from './server-under-test.js';
import { percentile } from './statistics.js';
import { type Round, sayInEach, type Stand, Swarm } from './swarm.js';
import { LoopDelay } from './loop-delay-meter.js';
import { SETTLE_MS, type Usage, watchUsage } from './usage.js';
import { Visitor } from './visitor.js';

/** How one measurement of fan-out is made. */
export interface FanOutPlan {
  readonly audience: Audience;
  readonly visitors: number;
  readonly messages: number;
  readonly core: number | undefined;
  readonly instructions: boolean;
}

/** One measurement of one server process. `undefined` is what this machine cannot tell. */
export interface FanOutSample {
  readonly deliveriesPerSecond: number;
  readonly cpuUs: number | undefined;
  readonly mainThreadCpuUs: number | undefined;
  /** Share of the time in which the server could have worked but had no core. */
  readonly disturbance: number | undefined;
  readonly thousandInstructions: number | undefined;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly kBPerWaiter: number | undefined;
  /** How late the event loop is while it answers everybody, the 99th percentile. */
  readonly loopDelayMs: number | undefined;
  /** CPU time for each client when all of them leave at once. */
  readonly leavingUs: number | undefined;
  readonly generatorCpuUs: number;
  readonly faults: Faults;
}

type Costs = Omit<FanOutSample, 'kBPerWaiter' | 'loopDelayMs' | 'leavingUs'>;

// A delivery has been compiled by V8 after a few thousand.
const WARM_UP_CLIENTS = 50;
const WARM_UP_MESSAGES = 60;
const WARM_UP_DELIVERIES = 5_000;
/** Below this many waiters the growth of the heap itself hides theirs. */
const FEWEST_TO_WEIGH = 1_000;

/** Those who post, where there are many rooms. */
const SENDERS = 16;

/** Starts the server, has the audience wait in it, posts the messages, and stops it. */
export async function measureFanOut(kind: ServerKind, plan: FanOutPlan): Promise<FanOutSample> {
  const delay = new LoopDelay();
  const server = await ServerUnderTest.start(kind, plan.core, { around: delay.around });
  try {
    return await measure(server, plan, delay);
  } finally {
    await server.stop();
    delay.remove();
  }
}

async function measure(server: ServerUnderTest, plan: FanOutPlan, delay: LoopDelay): Promise<FanOutSample> {
  const { clients, rooms } = plan.audience;
  const visitors = await Visitor.visitMany(server.port, Math.min(plan.visitors, clients));
  const senders = await Sender.many(server.port, Math.min(SENDERS, rooms));
  const stands = await warmUp(server, visitors, senders, plan.audience);
  const idleBytes = await restingBytes(server);
  const swarm = new Swarm(server, visitors, clients, stands);
  try {
    await swarm.start();
    const waitingBytes = await restingBytes(server);
    const again = Math.max(2, Math.ceil(WARM_UP_DELIVERIES / clients));
    for (let i = 0; i < again; i++) await swarm.deliver(...senders);
    const costs = await measureMessages(server, swarm, senders, plan);
    const loopDelayMs = await delay.during(server.pid, async () => void (await swarm.deliver(...senders)));
    const leavingUs = await leave(server, swarm, clients);
    return { ...costs, loopDelayMs, leavingUs, kBPerWaiter: kBEach(idleBytes, waitingBytes, clients) };
  } finally {
    swarm.stop();
    for (const sender of senders) sender.close();
  }
}

/** A few clients that come, chat and go: compiled code and grown heaps belong to nobody's account. */
async function warmUp(
  server: ServerUnderTest,
  visitors: readonly Visitor[],
  senders: readonly Sender[],
  audience: Audience,
): Promise<readonly Stand[]> {
  const talks = talksOf(audience).map((talk) => ({ talk }));
  const swarm = new Swarm(server, visitors, WARM_UP_CLIENTS, await sayInEach(talks, 0, senders));
  try {
    await swarm.start();
    const messages = Math.max(3, Math.ceil(WARM_UP_MESSAGES / talks.length));
    for (let i = 0; i < messages; i++) await swarm.deliver(...senders);
    return swarm.stands;
  } finally {
    swarm.stop();
  }
}

async function leave(server: ServerUnderTest, swarm: Swarm, clients: number): Promise<number | undefined> {
  const endUsage = await watchUsage(server, false);
  swarm.stop();
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
  const endUsage = await watchUsage(server, plan.instructions);
  const rounds: Round[] = [];
  for (let i = 0; i < plan.messages; i++) rounds.push(await swarm.deliver(...senders));
  const usage = await endUsage();
  return { ...costsOf(rounds, usage, plan.messages * plan.audience.clients), faults: swarm.faults() };
}

function costsOf(rounds: readonly Round[], usage: Usage, deliveries: number): Omit<Costs, 'faults'> {
  const { cpuUs, mainThreadCpuUs, waitedUs, instructions } = usage;
  const wholeMs = rounds.reduce((sum, round) => sum + round.wholeMs, 0);
  const latencies = rounds.flatMap((round) => round.latenciesMs);
  return {
    deliveriesPerSecond: deliveries / (wholeMs / 1_000),
    cpuUs: cpuUs && cpuUs / deliveries,
    mainThreadCpuUs: mainThreadCpuUs && mainThreadCpuUs / deliveries,
    disturbance: waitedUs && waitedUs / 1_000 / wholeMs,
    thousandInstructions: instructions && instructions / 1_000 / deliveries,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    generatorCpuUs: usage.generatorCpuUs / deliveries,
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
