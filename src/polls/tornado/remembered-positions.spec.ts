import { beforeEach, describe, expect, it } from 'vitest';
import { RememberedPositions } from './remembered-positions.js';

const MINUTE = 60_000;
let positions: RememberedPositions;
beforeEach(() => {
  positions = new RememberedPositions();
});

describe('a position', () => {
  it('is remembered for a minute', () => {
    positions.remember('s', 'r', 5, 1000);
    expect(positions.take('s', 'r', 1000 + MINUTE - 1)).toBe(5);
    positions.remember('s', 'r', 5, 1000);
    expect(positions.take('s', 'r', 1000 + MINUTE)).toBeUndefined();
  });

  it('is used once', () => {
    positions.remember('s', 'r', 5, 0);
    expect([positions.take('s', 'r', 1), positions.take('s', 'r', 1)]).toEqual([5, undefined]);
  });

  it('may be the beginning', () => {
    positions.remember('s', 'r', 0, 0);
    expect(positions.take('s', 'r', 1)).toBe(0);
  });

  it('belongs to its session and room', () => {
    positions.remember('s', 'r', 1, 0);
    positions.remember('s', 'q', 2, 0);
    positions.remember('t', 'r', 3, 0);
    expect(positions.take('t', 'q', 1)).toBeUndefined();
    expect([positions.take('t', 'r', 1), positions.take('s', 'q', 1), positions.take('s', 'r', 1)]).toEqual([
      3, 2, 1,
    ]);
  });
});

describe('several tabs', () => {
  it('get back their positions, the oldest first', () => {
    for (const seq of [4, 4, 6]) positions.remember('s', 'r', seq, seq);
    const taken = Array.from({ length: 4 }, () => positions.take('s', 'r', 10));
    expect(taken).toEqual([4, 4, 6, undefined]);
  });

  it('lose their positions one by one, each after a minute', () => {
    positions.remember('s', 'r', 4, 0);
    positions.remember('s', 'r', 6, 10);
    expect([positions.take('s', 'r', MINUTE), positions.take('s', 'r', MINUTE)]).toEqual([6, undefined]);
  });

  it('have at most eight positions, beyond which the oldest are dropped', () => {
    for (let seq = 1; seq <= 10; seq++) positions.remember('s', 'r', seq, 0);
    const taken = Array.from({ length: 9 }, () => positions.take('s', 'r', 1));
    expect(taken).toEqual([3, 4, 5, 6, 7, 8, 9, 10, undefined]);
  });
});

describe('the memory for positions', () => {
  it('is bounded: of 20,001 positions the oldest is dropped', () => {
    for (let i = 0; i <= 20_000; i++) positions.remember(`s${i}`, 'r', i, 0);
    expect(positions.take('s0', 'r', 1)).toBeUndefined();
    expect([positions.take('s1', 'r', 1), positions.take('s20000', 'r', 1)]).toEqual([1, 20_000]);
  });
});
