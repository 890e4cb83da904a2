import { beforeEach, describe, expect, it } from 'vitest';
import type { RememberedPositions } from '../../src/polls/tornado/remembered-positions.js';

const MINUTE = 60_000;

export interface PositionsOnTest {
  positions: RememberedPositions;
  /** Lets time pass for what is remembered. */
  age: (ms: number) => void | Promise<void>;
}

/** What every adapter of RememberedPositions must pass. `open` gives an empty one. */
export function rememberedPositionsContract(name: string, open: () => Promise<PositionsOnTest>): void {
  let positions: RememberedPositions;
  let age: PositionsOnTest['age'];
  beforeEach(async () => {
    ({ positions, age } = await open());
  });

  /** What the next takes give, one after the other. */
  async function taken(count: number, session = 's', room = 'r'): Promise<(number | undefined)[]> {
    const seqs: (number | undefined)[] = [];
    while (seqs.length < count) seqs.push(await positions.take(session, room));
    return seqs;
  }

  describe(`${name}: a position`, () => {
    it('is remembered for a minute', async () => {
      await positions.remember('s', 'r', 5);
      await age(MINUTE - 5000);
      expect(await taken(1)).toEqual([5]);
      await positions.remember('s', 'r', 5);
      await age(MINUTE);
      expect(await taken(1)).toEqual([undefined]);
    });

    it('is used once', async () => {
      await positions.remember('s', 'r', 5);
      expect(await taken(2)).toEqual([5, undefined]);
    });

    it('may be the beginning', async () => {
      await positions.remember('s', 'r', 0);
      expect(await taken(1)).toEqual([0]);
    });

    it('belongs to its session and room', async () => {
      await positions.remember('s', 'r', 1);
      await positions.remember('s', 'q', 2);
      await positions.remember('t', 'r', 3);
      expect(await taken(1, 't', 'q')).toEqual([undefined]);
      expect([await taken(1, 't', 'r'), await taken(1, 's', 'q'), await taken(1)]).toEqual([[3], [2], [1]]);
    });
  });

  describe(`${name}: several tabs`, () => {
    it('get back their positions, the oldest first', async () => {
      for (const seq of [4, 4, 6]) await positions.remember('s', 'r', seq);
      expect(await taken(4)).toEqual([4, 4, 6, undefined]);
    });

    it('lose their positions one by one, each after a minute', async () => {
      await positions.remember('s', 'r', 4);
      await age(MINUTE / 2);
      await positions.remember('s', 'r', 6);
      await age(MINUTE / 2);
      expect(await taken(2)).toEqual([6, undefined]);
    });

    it('have at most eight positions, beyond which the oldest are dropped', async () => {
      for (let seq = 1; seq <= 10; seq++) await positions.remember('s', 'r', seq);
      await positions.remember('t', 'r', 0);
      expect(await taken(9)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, undefined]);
      expect(await taken(1, 't')).toEqual([0]);
    });
  });
}
