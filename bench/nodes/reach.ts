import { setTimeout as sleep } from 'node:timers/promises';
import { Sender } from '../sender.js';
import { percentile } from '../statistics.js';
import { type Faults, Swarm } from '../swarm.js';
import { SeedTalk } from '../talk.js';
import { Visitor } from '../visitor.js';
import type { Site } from './site.js';

/** From the sending of a post until a poll is answered, with nothing else going on. */
export interface Reach {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly worstMs: number;
  readonly faults: Faults;
}

/** How often nodes look for what no hint has told them. */
const SWEEP_MS = 2_000;
const WARM_UP_MESSAGES = 40;
const PAUSE_MS = 20;

/** Posts at the first node, one message at a time, to a poll that this node holds. */
export function measureReach(site: Site, held: number, messages: number): Promise<Reach> {
  const pauses = Array.from({ length: WARM_UP_MESSAGES + messages }, () => PAUSE_MS);
  return reach(site, { held, room: `reach-${held}`, pauses, skip: WARM_UP_MESSAGES });
}

/** The same while no hint arrives. Each message comes later after a sweep than the one before. */
export async function measureReachWithoutHints(site: Site, messages: number): Promise<Reach | undefined> {
  const pauses = Array.from({ length: messages }, (_, i) => (i * SWEEP_MS) / messages);
  return site.database?.withoutHints(() => reach(site, { held: 1, room: 'no-hints', pauses, skip: 0 }));
}

interface ReachPlan {
  readonly held: number;
  readonly room: string;
  /** Before each message, in milliseconds. */
  readonly pauses: readonly number[];
  /** How many messages at the beginning do not count. */
  readonly skip: number;
}

async function reach(site: Site, { held, room, pauses, skip }: ReachPlan): Promise<Reach> {
  const visitors = await Visitor.visitMany(site.portOf(held), 1);
  const senders = await Sender.many(site.portOf(0), 1);
  const swarm = new Swarm(site, 1, [new SeedTalk(room)]);
  try {
    await swarm.start(visitors, senders);
    const all: number[] = [];
    for (const pauseMs of pauses) {
      await sleep(pauseMs);
      all.push(...(await swarm.deliver(senders)).latenciesMs);
    }
    const latencies = all.slice(skip);
    const [p50Ms, p99Ms] = [percentile(latencies, 0.5), percentile(latencies, 0.99)];
    return { p50Ms, p99Ms, worstMs: Math.max(...latencies), faults: swarm.faults };
  } finally {
    await swarm.stop();
  }
}
