import { describe, expect, it } from 'vitest';
import { BUSY, type Habits, largest, loadOf, type Prices, sum } from './projection.js';

const FREE = { nodes: 0, database: 0 };
const PRICES: Prices = {
  alone: { nodes: 500, database: 400 },
  batched: { nodes: 100, database: 100 },
  batch: 20,
  followedAlone: { nodes: 50, database: 40 },
  followedBatched: { nodes: 10, database: 10 },
  delivery: { nodes: 50, database: 1 },
  mark: FREE,
  page: FREE,
  node: FREE,
  waiter: FREE,
  commitMs: 4,
};
/** One message a second by each. */
const HABITS: Habits = { readers: 1, postsPerMinute: 60, pagesPerHour: 0, looking: 0 };

describe('the load of so many people', () => {
  it('is what they do, times its price', () => {
    const load = loadOf(100, HABITS, PRICES);
    expect(load).toMatchObject({ posts: 100, deliveries: 100, nodes: 1, batch: 1 });
    expect(load?.database.append).toBeCloseTo(100 * 400e-6);
    expect(load?.database.polls).toBeCloseTo(100 * 1e-6);
    expect(load?.database.follow).toBe(0);
  });

  it('makes a post cheaper where many share a commit', () => {
    const load = loadOf(2_500, HABITS, PRICES);
    expect(load?.nodes).toBe(1);
    expect(load?.batch).toBe(10);
    expect(load?.database.append).toBeLessThan(2_500 * 120e-6);
  });

  it('takes as many nodes as keep their cores half idle', () => {
    const load = loadOf(1_000, { ...HABITS, readers: 100 }, PRICES);
    const nodes = load?.nodes ?? 0;
    expect(nodes).toBeGreaterThan(1_000 * 100 * 50e-6);
    expect(nodes * BUSY).toBeLessThan(10);
  });

  it('lets only nodes with readers follow a room', () => {
    const many = { ...PRICES, delivery: { nodes: 5_000, database: 0 } };
    const few = loadOf(1_000, { ...HABITS, readers: 1 }, many);
    const all = loadOf(1_000, { ...HABITS, readers: 3 }, many);
    expect(few?.nodes).toBeGreaterThan(5);
    expect(few?.database.follow).toBeCloseTo(0);
    expect(all?.database.follow).toBeGreaterThan(0);
  });

  it('is too much for any number of nodes if each has to follow more than it can', () => {
    const dear = {
      ...PRICES,
      followedAlone: { nodes: 1e6, database: 0 },
      followedBatched: { nodes: 1e6, database: 0 },
    };
    expect(loadOf(1_000, { ...HABITS, readers: 1_000 }, dear)).toBeUndefined();
  });
});

it('the largest chat keeps the database as busy as it may be', () => {
  const load = largest(8, HABITS, PRICES);
  expect(sum(load?.database ?? {})).toBeGreaterThan(8 * BUSY * 0.98);
  expect(sum(load?.database ?? {})).toBeLessThanOrEqual(8 * BUSY);
});
