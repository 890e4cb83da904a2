import { over, type Samples } from '../columns.js';
import type { ChatSample } from './chat.js';
import type { Cost } from './cost.js';
import type { Price, Prices } from './projection.js';
import type { Rest, RestSample } from './resting.js';
import type { SiteKind } from './site.js';

/** What one run measured. */
export interface NodesResults {
  /** A line about the run. */
  readonly about: string;
  readonly kinds: readonly SiteKind[];
  readonly chats: Samples<ChatSample>;
  readonly rests: Samples<RestSample>;
  readonly waiters: number;
  readonly notes: readonly string[];
}

/**
 * The prices in a run with one node and with several; undefined if there were not both. Of several the fewest: more of them on few cores
 * mostly disturb each other.
 */
export function pricesOf({ kinds, chats, rests, waiters }: NodesResults): Prices | undefined {
  const onDatabase = kinds.filter(({ database }) => database).toSorted((a, b) => a.nodes - b.nodes);
  const [first, more] = onDatabase;
  if (!first || first.nodes > 1 || !more) return undefined;
  const [single, several, rest] = [chats.get(first) ?? [], chats.get(more) ?? [], rests.get(more) ?? []];
  const further = more.nodes - 1;
  const alone = priceOf(single, ({ posting }) => posting.alone);
  const batched = priceOf(single, ({ posting }) => posting.oneRoom);
  const restOf = (pick: (sample: RestSample) => Rest): Price => ({
    nodes: (1_000 * known(over(rest, (sample) => pick(sample).nodesMs))) / more.nodes,
    database: (1_000 * known(over(rest, (sample) => pick(sample).databaseMs))) / more.nodes,
  });
  const empty = restOf((sample) => sample.empty);
  return {
    alone,
    batched,
    batch: known(over(single, ({ posting }) => batchOf(posting.oneRoom))),
    followedAlone: shareOf(
      further,
      alone,
      priceOf(several, ({ posting }) => posting.alone),
    ),
    followedBatched: shareOf(
      further,
      batched,
      priceOf(several, ({ posting }) => posting.oneRoom),
    ),
    delivery: priceOf(several, ({ delivering }) => delivering),
    mark: priceOf(several, ({ reading }) => reading.mark),
    page: priceOf(several, ({ reading }) => reading.page),
    node: empty,
    waiter: shareOf(
      waiters / more.nodes,
      empty,
      restOf((sample) => sample.waiting),
    ),
    commitMs: known(over(single, ({ posting }) => 1_000 / posting.alone.perSecond)),
  };
}

/** A batch writes twice: its entries, and the hint of them. */
export function batchOf({ writing }: Cost): number | undefined {
  return writing && Math.max(1, 2 / writing);
}

function priceOf<T>(samples: readonly T[], pick: (sample: T) => Cost): Price {
  return {
    nodes: known(over(samples, (sample) => pick(sample).nodesUs)),
    database: known(over(samples, (sample) => pick(sample).databaseUs)),
  };
}

/** What each of so many things adds; nothing, if the noise is larger. */
function shareOf(things: number, before: Price, after: Price): Price {
  return {
    nodes: Math.max(0, after.nodes - before.nodes) / things,
    database: Math.max(0, after.database - before.database) / things,
  };
}

function known(value: number | undefined): number {
  return value ?? NaN;
}
