import { beforeEach, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { type StoreOnTest, draft, messageOf, seqsOf } from './drafts.js';
import type { Appended, ChangeDraft } from '../../src/log/entry.js';
import type { Message } from '../../src/log/message.js';
import { MESSAGE } from '../../src/log/entry-type.js';
import { DELETION, EDIT } from '../../src/messages/message-changes.js';
import type { RoomLogStore } from '../../src/log/room-log.store.js';

/** A change of a message, as a service would hand it over. Without a body: its deletion. */
export function change(target: Message, body?: string): ChangeDraft {
  const { room, author } = target;
  const base = { room, id: uuidv7(), at: target.at + 1000, author, target };
  return body === undefined ? { ...base, type: DELETION, body: '' } : { ...base, type: EDIT, body };
}

/** What every adapter of RoomLogStore must pass of edits and deletions. `open` gives an empty store. */
export function changesContract(name: string, open: () => Promise<StoreOnTest>): void {
  describe(`${name} as a RoomLogStore of changes`, () => {
    let store: RoomLogStore;
    let first: Message;
    beforeEach(async () => {
      ({ store } = await open());
      const [appended] = await store.append([draft('one', { clientId: 'c1' }), draft('two')]);
      first = (appended as Appended).entry.message;
    });

    async function append(target: Message, ...bodies: (string | undefined)[]): Promise<Appended[]> {
      return store.append(bodies.map((body) => change(target, body)));
    }

    /** The log as it reads: type, body and the seq of the last change, entry by entry. */
    async function read(): Promise<[string, string, number][]> {
      const entries = await store.listOldest('lobby', 100);
      expect(seqsOf(entries)).toEqual(entries.map((_, i) => i + 1));
      return entries.map((entry) => [entry.type.name, messageOf(entry).body, messageOf(entry).changedSeq]);
    }

    it('keeps an edit as an entry and updates the message', async () => {
      const [edited] = await append(first, 'uno');
      const message = { ...first, body: 'uno', editedAt: first.at + 1000, changedSeq: 3 };
      expect(edited).toEqual({ outcome: 'stored', entry: { room: 'lobby', seq: 3, type: EDIT, message } });
      expect(await store.listOldest('lobby', 1)).toEqual([{ room: 'lobby', seq: 1, type: MESSAGE, message }]);
      expect(await store.findMessage('lobby', first.id)).toEqual(message);
      expect((await store.listNewestMessages('lobby', 9)).map(({ body }) => body)).toEqual(['uno', 'two']);
      expect(await store.newestSeq('lobby')).toBe(3);
    });

    it('returns each edit as it left the message', async () => {
      await append(first, 'uno');
      await append(first, 'eins');
      expect(await read()).toEqual([
        ['message', 'eins', 4],
        ['message', 'two', 2],
        ['edit', 'uno', 3],
        ['edit', 'eins', 4],
      ]);
    });

    it('stores nothing for an unchanged text or a message that is already deleted', async () => {
      const [same] = await append(first, 'one');
      expect(same).toEqual({
        outcome: 'repeated',
        entry: { room: 'lobby', seq: 1, type: MESSAGE, message: first },
      });
      await append(first, undefined);
      const [again] = await append(first, undefined);
      expect([again?.outcome, again?.entry.message.deleted]).toEqual(['repeated', true]);
      expect(await store.newestSeq('lobby')).toBe(3);
    });

    it('erases the text of a deleted message and of all its edits', async () => {
      await append(first, 'uno');
      const [deletion] = await append(first, undefined);
      const message = { ...first, body: '', editedAt: null, changedSeq: 4, deleted: true };
      expect(deletion).toEqual({
        outcome: 'stored',
        entry: { room: 'lobby', seq: 4, type: DELETION, message },
      });
      expect(await read()).toEqual([
        ['message', '', 4],
        ['message', 'two', 2],
        ['edit', '', 4],
        ['deletion', '', 4],
      ]);
      const entries = await store.listOldest('lobby', 9);
      expect(entries.map((entry) => messageOf(entry).deleted)).toEqual([true, false, true, true]);
    });

    it('never gives a deleted message a text again', async () => {
      await append(first, undefined);
      expect((await append(first, 'back'))[0]?.outcome).toBe('refused');
      expect((await read()).map(([type]) => type)).toEqual(['message', 'message', 'deletion']);
    });

    it('decides within a batch as between batches', async () => {
      const outcomes = (await append(first, 'a', 'a', 'b', undefined, 'c', undefined)).map(
        ({ outcome }) => outcome,
      );
      expect(outcomes).toEqual(['stored', 'repeated', 'stored', 'stored', 'refused', 'repeated']);
      expect(await read()).toEqual([
        ['message', '', 5],
        ['message', 'two', 2],
        ['edit', '', 5],
        ['edit', '', 5],
        ['deletion', '', 5],
      ]);
    });

    it('recognises the repeat of an edited message by its original text', async () => {
      await append(first, 'uno');
      const repeat = draft('one', { clientId: 'c1' });
      const [again] = await store.append([repeat]);
      expect([again?.outcome, again?.entry.message.body]).toEqual(['repeated', 'uno']);
      expect((await store.append([draft('uno', { clientId: 'c1' })]))[0]?.outcome).toBe('refused');
    });

    it('answers the repeat of a deleted message with its deleted state', async () => {
      await append(first, undefined);
      const [again] = await store.append([draft('one', { clientId: 'c1' })]);
      expect([again?.outcome, again?.entry.message.deleted]).toEqual(['repeated', true]);
      expect((await store.append([draft('one', { clientId: 'c1', room: '42' })]))[0]?.outcome).toBe(
        'refused',
      );
    });

    it('does not count edits among the newest messages', async () => {
      for (let i = 0; i < 5; i++) await append(first, `edit ${i}`);
      expect(seqsOf(await store.listNewest('lobby', 2))).toEqual([6, 7]);
      expect((await store.listNewestMessages('lobby', 2)).map(({ seq }) => seq)).toEqual([1, 2]);
      expect((await store.listMessagesAfter('lobby', 1)).map(({ seq }) => seq)).toEqual([2]);
    });

    it('finds a message only in its own room and by its own id', async () => {
      const [edited] = await append(first, 'uno');
      expect(await store.findMessage('42', first.id)).toBeUndefined();
      expect(await store.findMessage('lobby', 'nobody')).toBeUndefined();
      expect(edited?.entry.message.id).toBe(first.id);
    });

    it('keeps its epoch until that is renewed', async () => {
      const epoch = await store.epoch();
      expect(await store.epoch()).toBe(epoch);
      const next = await store.renewEpoch();
      expect(next).not.toBe(epoch);
      expect(await store.epoch()).toBe(next);
    });
  });
}
