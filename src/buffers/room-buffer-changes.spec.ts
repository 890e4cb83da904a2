import { describe, expect, it } from 'vitest';
import { startedAt, state, weighing } from '../../test/support/buffers.js';
import { deletion, edit, entries, entry, message, messagesOf } from '../../test/support/entries.js';
import { JsonBytes } from '../json-bytes.js';
import type { Entry } from '../log/entry.js';
import { RoomBuffer } from './room-buffer.js';

/** A buffer of an empty room that these entries were added to. */
function told(all: readonly Entry[], size = 10, weight = weighing()): RoomBuffer {
  const buffer = startedAt(0, size, weight);
  for (const each of all) buffer.add(each);
  return buffer;
}

/** The text of each entry's message; `†` if it is deleted. */
function texts({ entries: held }: RoomBuffer): string[] {
  return messagesOf(held).map(({ body, deleted }) => (deleted ? '†' : body) + (deleted ? body : ''));
}

const make = (all: Entry[]): JsonBytes =>
  JsonBytes.of(
    messagesOf(all)
      .map(({ body }) => body)
      .join(),
  );

describe('an edit', () => {
  it('is an entry, and gives its message the new text', () => {
    const buffer = told([entry(1, 'one'), entry(2, 'two'), edit(3, 1, 'uno')]);
    expect(texts(buffer)).toEqual(['uno', 'two', 'uno']);
    expect(buffer.messages.map(({ changedSeq, editedAt }) => [changedSeq, editedAt])).toEqual([
      [3, 3],
      [2, null],
    ]);
  });

  it('is reported as it left the message, also after the next edit', () => {
    expect(texts(told([entry(1, 'one'), edit(2, 1, 'uno'), edit(3, 1, 'eins')]))).toEqual([
      'eins',
      'uno',
      'eins',
    ]);
  });

  it('of a message that is not in the buffer changes no other message', () => {
    const buffer = startedAt(7);
    buffer.add(edit(8, 2, 'late'));
    expect([texts(buffer), state(buffer)]).toEqual([
      ['x', 'late'],
      [[7, 8], 6],
    ]);
  });
});

describe('a deletion', () => {
  it('takes the text from its message and from every edit of it, and from no other', () => {
    const all = [entry(1, 'one'), entry(2, 'two'), edit(3, 1, 'uno'), edit(4, 2, 'due'), edit(5, 1, 'eins')];
    expect(texts(told([...all, deletion(6, 1)]))).toEqual(['†', 'due', '†', 'due', '†', '†']);
  });

  it('takes the text from the edits that are in the buffer, where the message is no longer', () => {
    const buffer = startedAt(7);
    buffer.add(edit(8, 2, 'a text of message 2'));
    buffer.add(deletion(9, 2));
    expect(texts(buffer)).toEqual(['x', '†', '†']);
  });

  it('takes the text from answers that were made before', () => {
    const buffer = told([entry(1, 'one')]);
    for (const kind of ['messages', 'events'] as const) buffer.answerAfter(kind, 0, make);
    buffer.add(deletion(2, 1));
    for (const kind of ['messages', 'events'] as const)
      expect(buffer.answerAfter(kind, 0, make).latin1).toBe(',');
  });
});

describe('older entries that are put in front', () => {
  it('get the changes reported since they were read', () => {
    const buffer = startedAt(3, 10);
    buffer.add(edit(4, 1, 'uno'));
    buffer.add(deletion(5, 2));
    buffer.adopt([entry(1, 'one'), entry(2, 'two'), entry(3, 'x')]);
    expect(texts(buffer)).toEqual(['uno', '†', 'x', 'uno', '†']);
  });

  it('keep changes made before they were read, even if these are yet to be reported', () => {
    const buffer = startedAt(3, 10);
    buffer.add(edit(4, 1, 'uno'));
    const gone = { ...entry(1), message: deletion(5, 1).message };
    buffer.adopt([gone, entry(2), entry(3)]);
    expect(texts(buffer)[0]).toBe('†');
    buffer.add(deletion(5, 1));
    expect(texts(buffer)).toEqual(['†', 'x', 'x', '†', '†']);
  });
});

describe('the size', () => {
  it('counts messages: edits push none of them out', () => {
    const buffer = told([...entries(1, 3), edit(4, 3), edit(5, 3)], 3);
    expect(state(buffer)).toEqual([[1, 2, 3, 4, 5], 0]);
    buffer.add(entry(6));
    expect(state(buffer)).toEqual([[2, 3, 4, 5, 6], 1]);
    expect([buffer.holdsNewestMessages, buffer.isFull]).toEqual([true, true]);
  });

  it('is twice as many entries where few of them are messages', () => {
    const buffer = told([...entries(1, 3), ...[4, 5, 6, 7].map((seq) => edit(seq, 3))], 3);
    expect(state(buffer)).toEqual([[2, 3, 4, 5, 6, 7], 1]);
    expect([buffer.holdsNewestMessages, buffer.isFull]).toEqual([false, true]);
  });

  it('counts an entry by its type, not by what became of it', () => {
    const buffer = told([...entries(1, 3), deletion(4, 1), deletion(5, 2)], 3);
    expect(buffer.messages.map(({ deleted }) => deleted)).toEqual([true, true, false]);
    expect(buffer.holdsNewestMessages).toBe(true);
  });

  it('in bytes follows the texts as they change', () => {
    const weight = weighing();
    const buffer = told([entry(1, 'x'.repeat(10))], 3, weight);
    expect(weight.totalBytes).toBe(5000 + 100);
    buffer.add(edit(2, 1, 'y'.repeat(100)));
    expect(weight.totalBytes).toBe(2 * (5000 + 1000));
    buffer.add(deletion(3, 1));
    expect(weight.totalBytes).toBe(3 * 5000);
    buffer.shrink();
    expect([weight.totalBytes, state(buffer)]).toEqual([5000, [[3], 2]]);
  });
});

describe('whether there are messages after a seq', () => {
  const buffer = told([entry(1), entry(2), edit(3, 1), entry(4), deletion(5, 4), deletion(6, 2), edit(7, 1)]);

  it.each([
    [0, true],
    [1, false],
    [4, false],
    [7, false],
    [9, false],
  ])('is, after seq %d, %s, because edits and deleted messages do not count', (seq, expected) => {
    expect(buffer.hasMessagesAfter(seq)).toBe(expected);
  });

  it('does not count the edit of an older message', () => {
    expect(told([entry(1), entry(2), edit(3, 1)]).hasMessagesAfter(2)).toBe(false);
  });
});

describe('the id of a message', () => {
  it('is known if the message itself is in the buffer, deleted or not, by its own seq', () => {
    const buffer = told([entry(1), entry(2), edit(3, 1), deletion(4, 2)]);
    expect(['m1', 'm2', 'm3'].map((id) => buffer.seqOf(id))).toEqual([1, 2, undefined]);
    const late = startedAt(7);
    late.add(edit(8, 2));
    expect(late.seqOf('m2')).toBeUndefined();
  });

  it('of the newest message is not that of the newest change', () => {
    expect(told([entry(1), entry(2), edit(3, 1)]).newestMessageId).toBe('m2');
    expect(told([entry(1), entry(2), deletion(3, 2)]).newestMessageId).toBe('m2');
    const buffer = new RoomBuffer('r', 3, weighing());
    buffer.start({ ...edit(9, 4), message: message(4) });
    expect(buffer.newestMessageId).toBeUndefined();
  });
});
