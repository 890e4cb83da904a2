import { messageText, type Received } from './messages.js';
import { Sender } from './sender.js';
import type { Faults } from './sequence.js';
import { ServerUnderTest, type ServerKind } from './server-under-test.js';
import { percentile } from './statistics.js';
import { type Round, Swarm } from './swarm.js';
import { SETTLE_MS, type Usage, watchUsage } from './usage.js';
import { Visitor } from './visitor.js';

/** How one measurement of fan-out is made. */
export interface FanOutPlan {
  readonly clients: number;
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
  readonly generatorCpuUs: number;
  readonly faults: Faults;
}

type Costs = Omit<FanOutSample, 'kBPerWaiter'>;

// A delivery has been compiled by V8 after a few thousand.
const WARM_UP_CLIENTS = 50;
const WARM_UP_MESSAGES = 60;
const WARM_UP_DELIVERIES = 5_000;
/** Below this many waiters the growth of the heap itself hides theirs. */
const FEWEST_TO_WEIGH = 1_000;

/** Starts the server, has `plan.clients` wait in it, posts the messages, and stops it. */
export async function measureFanOut(kind: ServerKind, plan: FanOutPlan): Promise<FanOutSample> {
  const server = await ServerUnderTest.start(kind, plan.core);
  try {
    return await measure(server, plan);
  } finally {
    await server.stop();
  }
}

async function measure(server: ServerUnderTest, plan: FanOutPlan): Promise<FanOutSample> {
  const visitors = await Visitor.visitMany(server.port, Math.min(plan.visitors, plan.clients));
  const sender = new Sender(server.port, await Visitor.visit(server.port));
  const last = await warmUp(server, visitors, sender);
  const idleBytes = await restingBytes(server);
  const swarm = new Swarm(server, visitors, plan.clients, last);
  try {
    await swarm.start();
    const waitingBytes = await restingBytes(server);
    const again = Math.max(2, Math.ceil(WARM_UP_DELIVERIES / plan.clients));
    for (let i = 0; i < again; i++) await swarm.deliver(sender);
    const costs = await measureMessages(server, swarm, sender, plan);
    return { ...costs, kBPerWaiter: kBEach(idleBytes, waitingBytes, plan.clients) };
  } finally {
    swarm.stop();
    sender.close();
  }
}

/** A few clients that come, chat and go: compiled code and grown heaps belong to nobody's account. */
async function warmUp(
  server: ServerUnderTest,
  visitors: readonly Visitor[],
  sender: Sender,
): Promise<Received> {
  await sender.connect();
  const first = { id: await sender.post(messageText(0)), number: 0 };
  const swarm = new Swarm(server, visitors, WARM_UP_CLIENTS, first);
  try {
    await swarm.start();
    for (let i = 0; i < WARM_UP_MESSAGES; i++) await swarm.deliver(sender);
    return swarm.last;
  } finally {
    swarm.stop();
  }
}

async function measureMessages(
  server: ServerUnderTest,
  swarm: Swarm,
  sender: Sender,
  plan: FanOutPlan,
): Promise<Costs> {
  const endUsage = await watchUsage(server, plan.instructions);
  const rounds: Round[] = [];
  for (let i = 0; i < plan.messages; i++) rounds.push(await swarm.deliver(sender));
  const usage = await endUsage();
  return { ...costsOf(rounds, usage, plan.messages * plan.clients), faults: swarm.faults() };
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
