import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { weighing } from '../../test/support/buffers.js';
import { seqsOf } from '../../test/support/entries.js';
import { ModelledLog } from '../../test/support/modelled-log.js';
import { RoomBuffer } from './room-buffer.js';

/**
 * The steps: an entry is written, is published, is lost on the way, an older read of the log arrives, or
 * memory is short.
 */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ op: fc.constant('say' as const), n: fc.nat(300) }) },
  { weight: 4, arbitrary: fc.record({ op: fc.constant('edit' as const), n: fc.nat(300) }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('delete' as const), n: fc.nat(300) }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('notice' as const), n: fc.constant(0) }) },
  {
    weight: 6,
    arbitrary: fc.record({ op: fc.constant('tell' as const), n: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ op: fc.constant('lose' as const), n: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 3, arbitrary: fc.record({ op: fc.constant('adopt' as const), n: fc.nat(6) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('shrink' as const), n: fc.constant(0) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

class Run {
  readonly log = new ModelledLog();
  readonly weight = weighing();
  readonly buffer: RoomBuffer;
  /** How much of the log has been published or lost. */
  told: number;

  constructor(
    readonly size: number,
    begun: number,
  ) {
    this.buffer = new RoomBuffer('r', size, this.weight);
    for (let i = 0; i < begun; i++) this.log.say('begun');
    this.buffer.start(this.log.newestAt(begun, 1)[0]);
    this.told = begun;
  }

  take({ op, n }: Step): void {
    const { log, buffer, size } = this;
    const target = log.living[n % log.living.length];
    if (op === 'say') log.say('s'.repeat(n));
    else if (op === 'edit' && target !== undefined) log.change(target, 'e'.repeat(n));
    else if (op === 'delete' && target !== undefined) log.change(target);
    else if (op === 'notice') log.notify();
    else if (op === 'tell') this.#tell(n);
    else if (op === 'lose') this.told = Math.min(this.told + n, log.newestSeq);
    else if (op === 'adopt') buffer.adopt(log.newestAt(Math.max(log.newestSeq - n, 0), size * 2));
    else if (op === 'shrink') buffer.shrink();
  }

  /** Publishes each entry in its state at the commit. */
  #tell(count: number): void {
    for (let i = 0; i < count && this.told < this.log.newestSeq; i++) {
      this.told++;
      this.buffer.add(this.log.entryAt(this.told, this.told));
    }
  }

  check(): void {
    const { entries, floorSeq, newestSeq, messages, holdsNewestMessages } = this.buffer;
    expect(seqsOf(entries)).toEqual(entries.map((_, i) => floorSeq + 1 + i));
    expect(entries.length).toBeLessThanOrEqual(this.size * 2);
    expect(messages.length).toBeLessThanOrEqual(this.size);
    expect(holdsNewestMessages).toBe(floorSeq === 0 || messages.length === this.size);
    // In the state that the buffer knows of, or in a later one, if it was read from the log.
    const asOf = entries.map(({ seq, message }) =>
      this.log.entryAt(seq, Math.max(newestSeq, message?.changedSeq ?? 0)),
    );
    if (!isDeepStrictEqual(entries, asOf)) expect(entries).toEqual(asOf);
    const bytes = entries.reduce((sum, { message }) => sum + 5000 + (message?.body.length ?? 0) * 10, 0);
    expect(this.weight.totalBytes).toBe(bytes);
  }
}

it('a buffer holds the newest entries without holes and in their current state, in whatever order it hears of them', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 0, max: 6 }),
      fc.array(step, { maxLength: 40, size: 'max' }),
      (size, begun, steps) => {
        const run = new Run(size, begun);
        for (const each of steps) {
          run.take(each);
          run.check();
        }
      },
    ),
    { numRuns: 200 },
  );
}, 30_000);
