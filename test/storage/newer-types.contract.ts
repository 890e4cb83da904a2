import { beforeEach, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import type { Appended } from '../../src/log/entry.js';
import { MESSAGE, UNKNOWN } from '../../src/log/entry-type.js';
import type { Message } from '../../src/log/message.js';
import type { RoomLogStore } from '../../src/log/room-log.store.js';
import { DELETION, EDIT } from '../../src/messages/message-changes.js';
import { NO_LOCK } from '../../src/storage/lock.js';
import type { Storage } from '../../src/storage/storage.js';
import { change } from './changes.contract.js';
import { type StoreOnTest, draft } from './drafts.js';

/** Stores an entry in the lobby as a version that knows more types would: if it has a target, it is the last change of this message. */
export async function storeNewer(storage: Storage, body: string, target?: Message): Promise<void> {
  await storage.transact({ lock: NO_LOCK }, async (trx) => {
    const room = await trx
      .updateTable('rooms')
      .set((rooms) => ({ last_seq: rooms('last_seq', '+', 1) }))
      .where('key', '=', 'lobby')
      .returning(['id', 'last_seq as seq'])
      .executeTakeFirstOrThrow();
    const entry = { room_id: room.id, seq: room.seq, id: uuidv7(), type: 'of-tomorrow', at: 0, body };
    const by = { author_id: 'ann', author_name: 'Ann', client_id: null };
    await trx
      .insertInto('entries')
      .values({ ...entry, ...by, target_seq: target?.seq ?? null, changed_seq: null })
      .execute();
    if (!target) return;
    const changed = trx.updateTable('entries').set({ changed_seq: room.seq });
    await changed.where('room_id', '=', room.id).where('seq', '=', target.seq).execute();
  });
}

/** How every adapter of RoomLogStore reads what a newer version has stored. `open` gives an empty store. */
export function newerTypesContract(name: string, open: () => Promise<StoreOnTest>): void {
  describe(`${name} as a RoomLogStore of types that only a newer version knows`, () => {
    let store: RoomLogStore;
    let storage: Storage;
    let first: Message;
    beforeEach(async () => {
      ({ store, storage } = await open());
      const [appended] = await store.append([draft('one'), draft('two')]);
      first = (appended as Appended).entry.message;
    });

    const present = (): Promise<Message | undefined> => store.findMessage('lobby', first.id);

    it('an entry of such a type has its place and no content', async () => {
      await storeNewer(storage, 'not even JSON');
      await storeNewer(storage, 'about the first', first);
      await store.append([draft('three')]);
      const entries = await store.listOldest('lobby', 9);
      const types = [MESSAGE, MESSAGE, UNKNOWN, UNKNOWN, MESSAGE];
      expect(entries.map(({ type }) => type)).toEqual(types);
      expect(await store.listAfterEach(new Map([['lobby', 0]]), 9)).toEqual(entries);
      expect(JSON.stringify(entries)).not.toMatch(/not even JSON|about the first/);
    });

    it('such a change leaves the message as the last known change left it, or as it was sent', async () => {
      await storeNewer(storage, 'three', first);
      expect(await present()).toEqual(first);
      await store.append([change(first, 'uno'), change(first, 'eins')]);
      const edited = await present();
      expect(edited).toMatchObject({ body: 'eins', changedSeq: 5 });
      await storeNewer(storage, 'six', first);
      expect(await present()).toEqual(edited);
      expect((await store.listNewestMessages('lobby', 9)).map(({ body }) => body)).toEqual(['eins', 'two']);
    });

    it('such a change brings no deleted text back', async () => {
      await store.append([change(first, 'uno'), change(first)]);
      await storeNewer(storage, '', first);
      expect(await present()).toMatchObject({ deleted: true, body: '', changedSeq: 4 });
      const entries = await store.listOldest('lobby', 9);
      expect(entries.map(({ type }) => type)).toEqual([MESSAGE, MESSAGE, EDIT, DELETION, UNKNOWN]);
      expect(JSON.stringify(entries)).not.toMatch(/"body":"(one|uno)"/);
    });

    it('a message whose text such a change has erased is deleted', async () => {
      await storeNewer(storage, '', first);
      await storage.transact({ lock: NO_LOCK }, (trx) =>
        trx.updateTable('entries').set({ body: '' }).where('id', '=', first.id).execute(),
      );
      expect(await present()).toMatchObject({ deleted: true, body: '' });
      expect((await store.append([change(first, 'again')]))[0]?.outcome).toBe('refused');
    });

    it('a message with such a change can be edited and deleted', async () => {
      await storeNewer(storage, 'three', first);
      const [edited] = await store.append([change(first, 'uno')]);
      expect(edited).toMatchObject({ outcome: 'stored', entry: { seq: 4 } });
      await storeNewer(storage, 'five', first);
      const [deleted] = await store.append([change(first)]);
      expect(deleted).toMatchObject({ outcome: 'stored', entry: { seq: 6 } });
      expect(await present()).toMatchObject({ deleted: true, body: '', changedSeq: 6 });
    });
  });
}
