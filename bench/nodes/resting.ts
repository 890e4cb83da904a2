import { setTimeout as sleep } from 'node:timers/promises';
import { Sender } from '../sender.js';
import { Swarm } from '../swarm.js';
import { SeedTalk } from '../talk.js';
import { type Reach, measureReachWithoutHints } from './reach.js';
import { Site, type SiteKind } from './site.js';

/** How much goes on while nothing happens. */
export interface Rest {
  /** Transactions of the database; each is a single statement. */
  readonly transactionsPerSecond: number;
  /** CPU time of the database in a second, in milliseconds. */
  readonly databaseMs: number | undefined;
  /** Of all nodes. */
  readonly nodesMs: number | undefined;
}

export interface RestSample {
  readonly empty: Rest;
  /** With {@link RestPlan.waiters} held polls, each of which is answered and asked again about every 22 seconds. */
  readonly waiting: Rest;
  readonly withoutHints: Reach | undefined;
}

export interface RestPlan {
  readonly node: string;
  readonly waiters: number;
  /** Messages that are posted while nothing is heard of the bus; each takes two seconds. */
  readonly messages: number;
}

/** As by default. */
const HOLD_MS = '25000';
/** One fewer than there are rooms, so that each room has waiters at all nodes. */
const SESSIONS = 999;
const WAITERS_PER_ROOM = 10;
const SENDERS = 16;
/** PostgreSQL tells of its transactions a second late. */
const STATISTICS_MS = 1_500;
const EMPTY_MS = 15_000;
/** Longer than a hold. */
const WAITING_MS = 30_000;

export async function measureRest(kind: SiteKind, plan: RestPlan): Promise<RestSample> {
  const site = await Site.start(kind, plan.node, { HOLD_MS });
  try {
    const empty = await rest(site, EMPTY_MS);
    const waiting = await waitingRest(site, plan.waiters);
    const withoutHints = kind.nodes > 1 ? await measureReachWithoutHints(site, plan.messages) : undefined;
    return { empty, waiting, withoutHints };
  } finally {
    await site.stop();
  }
}

async function waitingRest(site: Site, waiters: number): Promise<Rest> {
  const visitors = await site.visitors(SESSIONS);
  const rooms = Math.ceil(waiters / WAITERS_PER_ROOM);
  const talks = Array.from({ length: rooms }, (_, i) => new SeedTalk(`quiet-${i}`));
  const swarm = new Swarm(site, waiters, talks);
  try {
    await swarm.start(visitors, await Sender.many(site.portOf(0), SENDERS));
    return await rest(site, WAITING_MS);
  } finally {
    await swarm.stop();
  }
}

async function rest(site: Site, ms: number): Promise<Rest> {
  await sleep(STATISTICS_MS);
  const [nodesBefore, before] = [site.cpuUs(), await site.database?.doings()];
  const startedAt = performance.now();
  await sleep(ms);
  const [nodesAfter, after] = [site.cpuUs(), await site.database?.doings()];
  const seconds = (performance.now() - startedAt) / 1_000;
  const msPerSecond = (from: number | undefined, to: number | undefined) =>
    from === undefined || to === undefined ? undefined : (to - from) / 1_000 / seconds;
  return {
    transactionsPerSecond: ((after?.transactions ?? 0) - (before?.transactions ?? 0)) / seconds,
    databaseMs: msPerSecond(before?.cpuUs, after?.cpuUs),
    nodesMs: msPerSecond(nodesBefore, nodesAfter),
  };
}
