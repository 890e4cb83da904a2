import { interleave } from '../rounds.js';
import type { Faults } from '../swarm.js';
import { type ChatPlan, measureChat } from './chat.js';
import type { NodesResults } from './prices.js';
import { measureRest, type RestPlan } from './resting.js';
import { siteKinds } from './site.js';

export interface NodesPlan {
  readonly counts: readonly number[];
  readonly rounds: number;
  /** Share of the usual number of messages. */
  readonly effort: number;
  /** How many wait at rest. */
  readonly waiters: number;
  /** The program that runs the nodes. */
  readonly node: string;
}

/** Measures Linger on SQLite and chats of so many nodes, in interleaved rounds; what happens at rest only once. */
export async function measureNodes(
  { counts, rounds, effort, waiters, node }: NodesPlan,
  say: (line: string) => void,
): Promise<Omit<NodesResults, 'about' | 'notes'>> {
  const kinds = siteKinds(counts);
  const chatPlan: ChatPlan = {
    node,
    posts: Math.round(6_000 * effort),
    messages: Math.round(20 * effort),
    pages: Math.round(300 * effort),
  };
  const chats = await interleave(kinds, rounds, (kind, round) => {
    return measureChat(kind, chatPlan, (what) => say(`round ${round}, ${kind.name}: ${what}`));
  });
  const restPlan: RestPlan = { node, waiters, messages: Math.round(12 * effort) };
  const onDatabase = kinds.filter(({ database }) => database);
  const rests = await interleave(onDatabase, 1, (kind) => {
    say(`at rest, ${kind.name}`);
    return measureRest(kind, restPlan);
  });
  return { kinds, chats, rests, waiters };
}

/** Wrong deliveries, a line for each kind of chat. */
export function faultsAmong({ chats, rests }: Pick<NodesResults, 'chats' | 'rests'>): string[] {
  return [...chats].flatMap(([kind, samples]) => {
    const found = [
      ...samples.flatMap(({ delivering, here, there }) => [delivering, here, there]),
      ...(rests.get(kind) ?? []).map(({ withoutHints }) => withoutHints),
    ];
    const faults = found.flatMap((each) => each?.faults ?? []);
    const total = (pick: (faults: Faults) => number) => faults.reduce((sum, each) => sum + pick(each), 0);
    const [lost, repeated] = [total((each) => each.lost), total((each) => each.repeated)];
    return lost + repeated === 0
      ? []
      : [`FAILED: ${kind.name}: ${lost} lost or late, ${repeated} repeated or late.`];
  });
}
