import { Sender } from '../sender.js';
import { percentile } from '../statistics.js';
import { type Faults, type Round, Swarm } from '../swarm.js';
import { SeedTalk } from '../talk.js';
import type { Visitor } from '../visitor.js';
import { type Cost, costOf } from './cost.js';
import type { Site } from './site.js';

/** They wait in one room, spread evenly over the nodes. */
export const WAITERS = 1_000;
const WARM_UP_MESSAGES = 15;

export interface Delivering extends Cost {
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly faults: Faults;
}

/** Posts messages at the first node, each once everybody waits again. */
export async function measureDelivering(
  site: Site,
  visitors: readonly Visitor[],
  messages: number,
): Promise<Delivering> {
  const senders = await Sender.many(site.portOf(0), 1);
  const swarm = new Swarm(site, WAITERS, [new SeedTalk('everybody')]);
  try {
    await swarm.start(visitors, senders);
    for (let i = 0; i < WARM_UP_MESSAGES; i++) await swarm.deliver(senders);
    const rounds: Round[] = [];
    const cost = await costOf(site, messages * WAITERS, async () => {
      for (let i = 0; i < messages; i++) rounds.push(await swarm.deliver(senders));
      return rounds.reduce((sum, { wholeMs }) => sum + wholeMs, 0);
    });
    const latencies = rounds.flatMap(({ latenciesMs }) => latenciesMs);
    const [p50Ms, p99Ms] = [percentile(latencies, 0.5), percentile(latencies, 0.99)];
    return { ...cost, p50Ms, p99Ms, faults: swarm.faults };
  } finally {
    await swarm.stop();
  }
}
