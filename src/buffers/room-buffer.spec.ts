import { describe, expect, it } from 'vitest';
import { startedAt, state, weighing } from '../../test/support/buffers.js';
import { deletion, edit, entries, entry, seqsOf } from '../../test/support/entries.js';
import { JsonBytes } from '../json-bytes.js';
import type { Entry } from '../log/entry.js';
import { RoomBuffer } from './room-buffer.js';
import { Waiter } from '../polls/waiter.js';

describe('a new buffer', () => {
  it('is ready once it knows the room’s newest seq', () => {
    const buffer = new RoomBuffer('r', 3, weighing());
    expect(buffer.isReady).toBe(false);
    buffer.start(undefined);
    expect([buffer.isReady, buffer.newestSeq, buffer.newestMessageId]).toEqual([true, 0, undefined]);
  });

  it('has the newest message and knows that there are older ones', () => {
    expect(state(startedAt(7))).toEqual([[7], 6]);
    expect([startedAt(7).isFull, startedAt(1).isFull, startedAt(0).isFull, startedAt(7, 1).isFull]).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });

  it.each([
    ['also in what was read', [6, 7], 7, [7], 6],
    ['after what was read', [8, 9], 7, [7, 8, 9], 6],
    ['both', [7, 8], 7, [7, 8], 6],
    ['first of the room', [1, 2], 0, [1, 2], 0],
    ['after a hole', [9], 7, [9], 8],
  ])('takes in entries that arrived meanwhile: %s', (_, early, newest, held, floor) => {
    const buffer = new RoomBuffer('r', 3, weighing());
    for (const seq of early) buffer.add(entry(seq));
    buffer.start(newest === 0 ? undefined : entry(newest));
    expect(state(buffer)).toEqual([held, floor]);
  });
});

describe('a message that arrives', () => {
  it('is kept, and pushes out the oldest beyond the size', () => {
    const buffer = startedAt(0);
    for (const message of entries(1, 5)) buffer.add(message);
    expect(state(buffer)).toEqual([[3, 4, 5], 2]);
    expect(buffer.isFull).toBe(true);
  });

  it('is reported once if it arrives twice or late', () => {
    const buffer = startedAt(3);
    const told: number[] = [];
    buffer.arrivals.subscribe(({ seq }) => told.push(seq));
    for (const seq of [4, 4, 2, 3, 5]) buffer.add(entry(seq));
    expect(told).toEqual([4, 5]);
    expect(state(buffer)).toEqual([[3, 4, 5], 2]);
  });

  it('after a hole restarts the buffer, so that it has no holes', () => {
    const buffer = startedAt(3);
    buffer.add(entry(6));
    expect(state(buffer)).toEqual([[6], 5]);
  });
});

describe('a deletion that arrives', () => {
  it('takes the text from the message and from its edits', () => {
    const buffer = startedAt(0, 5);
    for (const arrived of [entry(1, 'secret'), edit(2, 1, 'secret too'), deletion(3, 1)]) buffer.add(arrived);
    expect(buffer.entries.map(({ message }) => message?.body)).toEqual(['', '', '']);
  });

  it('takes it from edits also when the message itself has gone from the buffer', () => {
    const buffer = startedAt(0, 1);
    for (const arrived of [entry(1), edit(2, 1), edit(3, 1, 'secret')]) buffer.add(arrived);
    expect(state(buffer)).toEqual([[2, 3], 1]);
    buffer.add(deletion(4, 1));
    expect(state(buffer)).toEqual([[3, 4], 2]);
    expect(buffer.entries.map(({ message }) => message?.body)).toEqual(['', '']);
  });
});

describe('waiters', () => {
  it('are all woken by one subscription, and by every message', async () => {
    const buffer = startedAt(1);
    const waiters = [new Waiter(), new Waiter(), new Waiter()];
    for (const waiter of waiters) buffer.join(waiter);
    expect(buffer.arrivals.observers).toHaveLength(1);
    buffer.add(entry(2));
    expect(await Promise.all(waiters.map((waiter) => waiter.woken()))).toEqual(['news', 'news', 'news']);
    buffer.add(entry(3));
    expect(await Promise.all(waiters.map((waiter) => waiter.woken()))).toEqual(['news', 'news', 'news']);
  });

  it('that leave are no longer woken, and the last one ends the subscription', async () => {
    const buffer = startedAt(1);
    const [gone, stays] = [new Waiter(), new Waiter()];
    buffer.join(gone);
    buffer.join(stays);
    buffer.leave(gone);
    buffer.leave(gone);
    expect(buffer.arrivals.observed).toBe(true);
    buffer.add(entry(2));
    gone.wake('over');
    expect([await gone.woken(), await stays.woken()]).toEqual(['over', 'news']);
    buffer.leave(stays);
    expect(buffer.arrivals.observed).toBe(false);
    const again = new Waiter();
    buffer.join(again);
    buffer.add(entry(3));
    expect(await again.woken()).toBe('news');
  });

  it('are woken when the message is in the buffer', () => {
    const buffer = startedAt(1);
    const seen: number[] = [];
    const waiter = new Waiter();
    waiter.wake = (): void => void seen.push(buffer.newestSeq);
    buffer.join(waiter);
    buffer.add(entry(2));
    expect(seen).toEqual([2]);
  });
});

describe('reading a buffer', () => {
  it('returns everything after a seq', () => {
    const buffer = startedAt(0, 5);
    for (const message of entries(1, 4)) buffer.add(message);
    expect([0, 1, 3, 4, 9].map((seq) => seqsOf(buffer.after(seq)))).toEqual([
      [1, 2, 3, 4],
      [2, 3, 4],
      [4],
      [],
      [],
    ]);
    expect([buffer.seqOf('m2'), buffer.seqOf('m9')]).toEqual([2, undefined]);
  });

  it('renders an answer once for each seq until the next message', () => {
    const buffer = startedAt(0, 5);
    for (const message of entries(1, 3)) buffer.add(message);
    const made: number[][] = [];
    const make = (messages: Entry[]): JsonBytes => {
      made.push(seqsOf(messages));
      return JsonBytes.of(String(seqsOf(messages)));
    };
    const first = buffer.answerAfter('messages', 1, make);
    expect(buffer.answerAfter('messages', 1, make)).toBe(first);
    buffer.answerAfter('messages', 2, make);
    buffer.add(entry(4));
    expect(buffer.answerAfter('messages', 1, make).latin1).toBe('2,3,4');
    expect(made).toEqual([[2, 3], [3], [2, 3, 4]]);
  });
});

describe('the weight of a buffer', () => {
  it('follows its contents, and is zero when the buffer is discarded', () => {
    const weight = weighing();
    const [one, other] = [startedAt(1, 2, weight), startedAt(5, 2, weight)];
    const each = weight.totalBytes / 2;
    expect(each).toBeGreaterThan(1);
    one.add(entry(2, 'x'.repeat(101)));
    expect(weight.totalBytes).toBe(3 * each + 1000);
    one.add(entry(3));
    one.add(entry(4));
    expect(weight.totalBytes).toBe(3 * each);
    one.shrink();
    expect([weight.totalBytes, ...state(one)]).toEqual([2 * each, [4], 3]);
    one.discard();
    one.add(entry(5));
    expect([weight.totalBytes, seqsOf(one.entries)]).toEqual([each, [4, 5]]);
    other.discard();
    expect(weight.totalBytes).toBe(0);
  });

  it('includes the few kept answers, which are dropped with the next message or to save memory', () => {
    const weight = weighing();
    const buffer = startedAt(0, 100, weight);
    for (const message of entries(1, 50)) buffer.add(message);
    const messagesBytes = weight.totalBytes;
    const kilobyte = JsonBytes.of('x'.repeat(1000));
    const make = (): JsonBytes => kilobyte;
    for (let seq = 0; seq < 50; seq++) buffer.answerAfter('messages', seq, make);
    expect(weight.totalBytes).toBe(messagesBytes + 4 * 1000);
    buffer.answerAfter('messages', 49, make);
    expect(weight.totalBytes).toBe(messagesBytes + 4 * 1000);
    buffer.add(entry(51));
    expect(weight.totalBytes).toBe((messagesBytes / 50) * 51);
    buffer.answerAfter('messages', 50, make);
    buffer.shrink();
    expect(weight.totalBytes).toBe(messagesBytes / 50);
  });
});
