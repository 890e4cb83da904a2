import { figure, table } from '../table.js';
import { type Habits, largest, type Load, type Price, type Prices, sum } from './projection.js';

/** Cores of the database. */
const CORES = 8;
/** People who talk a lot. */
const HABITS = { postsPerMinute: 0.5, pagesPerHour: 6, looking: 0.2 };
const READERS = [10, 50, 200, 1_000];

const LOAD: readonly [string, (load: Load) => number][] = [
  ['people', ({ people }) => people],
  ['posts/s', ({ posts }) => posts],
  ['deliveries/s', ({ deliveries }) => deliveries],
  ['marks/s', ({ marks }) => marks],
  ['nodes', ({ nodes }) => nodes],
  ['posts a commit', ({ batch }) => batch],
];

/** The prices of the run, and how large a chat one database carries at them. */
export function projectionReport(prices: Prices): string {
  const loads = READERS.map((readers) => {
    const habits: Habits = { ...HABITS, readers };
    return { name: `rooms of ${readers.toLocaleString('en')}`, load: largest(CORES, habits, prices) };
  });
  const parts = Object.keys(loads.find(({ load }) => load)?.load?.database ?? {});
  const head = [
    `${CORES} cores of database`,
    ...LOAD.map(([name]) => name),
    ...parts.map((part) => `${part} %`),
  ];
  const rows = loads.map(({ name, load }) => [
    name,
    ...LOAD.map(([, pick]) => figure(load && pick(load))),
    ...parts.map((part) => figure(load && shareOf(load, part))),
  ]);
  return [priceTable(prices), table(head, rows)].join('\n\n');
}

function shareOf({ database }: Load, part: string): number {
  return (100 * ((database as Record<string, number>)[part] ?? 0)) / sum(database);
}

function priceTable(prices: Prices): string {
  const rows: [string, Price][] = [
    ['a post that is a commit of its own', prices.alone],
    [`a post, ${prices.batch.toFixed(0)} to a commit`, prices.batched],
    ['… at each further node with readers', prices.followedAlone],
    [`… ${prices.batch.toFixed(0)} to a commit`, prices.followedBatched],
    ['a delivery', prices.delivery],
    ['a read mark', prices.mark],
    ['a page', prices.page],
    ['a node, for a second', prices.node],
    ['a waiter, for a second', prices.waiter],
  ];
  return table(
    ['CPU µs', 'nodes', 'database'],
    rows.map(([what, { nodes, database }]) => [what, figure(nodes, 1), figure(database, 1)]),
  );
}
