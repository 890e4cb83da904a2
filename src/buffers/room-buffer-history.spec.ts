import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startedAt, state, weighing } from '../../test/support/buffers.js';
import { entries, entry, seqsOf } from '../../test/support/entries.js';

describe('older messages of the log', () => {
  it.each([
    ['the whole room', 3, entries(1, 3), [1, 2, 3], 0],
    ['the newest of a longer room', 9, entries(7, 9), [7, 8, 9], 6],
    ['fewer than the size', 2, entries(1, 2), [1, 2], 0],
    ['none', 0, [], [], 0],
  ])('are put in front: %s', (_, newest, older, held, floor) => {
    const buffer = startedAt(newest);
    buffer.adopt(older);
    expect(state(buffer)).toEqual([held, floor]);
    expect(buffer.isFull).toBe(true);
  });

  it('are put in front of what arrived while they were read', () => {
    const buffer = startedAt(5, 10);
    const older = entries(1, 5);
    buffer.add(entry(6));
    buffer.adopt(older);
    expect(state(buffer)).toEqual([[1, 2, 3, 4, 5, 6], 0]);
  });

  it('that were read after more had arrived are not taken twice', () => {
    const buffer = startedAt(5, 10);
    buffer.add(entry(6));
    buffer.adopt(entries(1, 6));
    expect(seqsOf(buffer.entries)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('are left out if a hole lies between them and the buffer', () => {
    const buffer = startedAt(5, 10);
    buffer.add(entry(9));
    buffer.adopt(entries(1, 5));
    expect(state(buffer)).toEqual([[9], 8]);
  });

  it('do not exceed the size', () => {
    const buffer = startedAt(5);
    buffer.add(entry(6));
    buffer.add(entry(7));
    buffer.adopt(entries(3, 5));
    expect(state(buffer)).toEqual([[5, 6, 7], 4]);
  });
});

it('a buffer holds the newest entries without holes, in whatever order it hears of them', () => {
  const step = fc.oneof(
    fc.record({ op: fc.constant('tell' as const), seq: fc.integer({ min: 1, max: 12 }) }),
    fc.record({ op: fc.constant('adopt' as const), seq: fc.integer({ min: 1, max: 12 }) }),
    fc.record({ op: fc.constant('shrink' as const), seq: fc.constant(0) }),
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 1, max: 4 }),
      fc.array(step),
      (start, size, steps) => {
        const weight = weighing();
        const buffer = startedAt(start, size, weight);
        let newest = start;
        for (const { op, seq } of steps) {
          if (op === 'tell') buffer.add(entry(seq));
          // Reads the log as of some moment, never beyond its newest entry.
          if (op === 'adopt' && seq <= newest) buffer.adopt(entries(Math.max(1, seq - size + 1), seq));
          if (op === 'shrink') buffer.shrink();
          newest = Math.max(newest, op === 'tell' ? seq : 0);
          const { entries: held, floorSeq } = buffer;
          expect(buffer.newestSeq).toBe(newest);
          expect(held.length).toBeLessThanOrEqual(size);
          expect(seqsOf(held)).toEqual(seqsOf(entries(floorSeq + 1, newest)));
          expect(weight.totalBytes).toBe(held.length * 5010);
        }
      },
    ),
    { numRuns: 500 },
  );
});
