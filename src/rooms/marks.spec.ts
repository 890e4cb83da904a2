import { describe, expect, it } from 'vitest';
import { Marks } from './marks.js';

const of = (read: Record<string, number>): Marks => Marks.of(new Map(Object.entries(read)));
const versions = (...all: Record<string, number>[]): Set<string> =>
  new Set(all.map((read) => of(read).version));

describe('the version of read marks', () => {
  it('is the same for the same marks, in whatever order they were read', () => {
    expect(versions({ lobby: 3, 42: 5, '@me': 1 }, { '@me': 1, 42: 5, lobby: 3 }).size).toBe(1);
  });

  it('differs for marks with the same rooms, count and sum, and for no marks', () => {
    const different: Record<string, number>[] = [
      { a: 1, b: 2 },
      { a: 2, b: 1 },
      { a: 3 },
      { b: 3 },
      { a: 1, b: 1, c: 1 },
      { a: 0, b: 3 },
      { a: 0, c: 3 },
      {},
    ];
    expect(versions(...different).size).toBe(different.length);
  });

  it('tells a room with digits at its end from a seq', () => {
    expect(versions({ a1: 2 }, { a: 12 }, { '1': 21 }, { '12': 1 }).size).toBe(4);
  });

  it('is never the one that clients without marks send', () => {
    expect(of({}).version).not.toBe('0');
  });

  it('is as if they had been read anew when some are moved', () => {
    const moved = of({ lobby: 3, 42: 5 }).with(
      new Map([
        ['42', 6],
        ['new', 1],
      ]),
    );
    expect(moved).toEqual(of({ lobby: 3, 42: 6, new: 1 }));
    expect(moved.version).not.toBe(of({ lobby: 3, 42: 5, new: 1 }).version);
    expect(moved.with(new Map([['42', 6]])).version).toBe(moved.version);
  });
});
