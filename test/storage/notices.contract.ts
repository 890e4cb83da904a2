import { beforeEach, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { type StoreOnTest, draft, seqsOf } from './drafts.js';
import { change } from './changes.contract.js';
import type { Appended, NoticeDraft, NoticeEntry } from '../../src/log/entry.js';
import type { Author } from '../../src/log/message.js';
import type { NoticeType } from '../../src/log/entry-type.js';
import type { RoomLogStore } from '../../src/log/room-log.store.js';
import { FRIENDSHIP } from '../../src/friends/friend-notices.js';
import { allowedTo } from '../../src/rooms/may.js';
import { INVITATION, MEMBERSHIP, SETTINGS } from '../../src/rooms/room-notices.js';
import { NO_LOCK } from '../../src/storage/lock.js';
import type { Storage, Transaction } from '../../src/storage/storage.js';

const ANN = { id: 'ann', name: 'Ann' };

/** A notice, as a service would hand it over. */
export function noticeDraft(rest: Partial<NoticeDraft> = {}): NoticeDraft {
  const detail = { change: 'joined', user: { id: 'bob', name: 'Bøb "B"' } };
  return { room: '~key', type: MEMBERSHIP, notice: { id: uuidv7(), at: 5, by: ANN, detail }, ...rest };
}

function about(user: Author, by: Author, type: NoticeType = MEMBERSHIP): NoticeDraft {
  return noticeDraft({ type, notice: { id: uuidv7(), at: 0, by, detail: { change: 'joined', user } } });
}

/** Makes a room in which Ann is something. */
async function found(trx: Transaction, role: 'member' | 'moderator' | 'owner'): Promise<void> {
  await trx
    .insertInto('users')
    .values({ ...ANN, created_at: 0 })
    .execute();
  const row = { key: '~key', kind: 'group' as const, last_seq: 0, created_at: 0 };
  await trx.insertInto('rooms').values(row).execute();
  const { id } = await trx.selectFrom('rooms').select('id').executeTakeFirstOrThrow();
  await trx.insertInto('memberships').values({ room_id: id, user_id: ANN.id, role, joined_at: 0 }).execute();
}

/** What every adapter of RoomLogStore must pass of notices and of what is committed with them. `open` gives an empty store. */
export function noticesContract(name: string, open: () => Promise<StoreOnTest>): void {
  describe(`${name} as a RoomLogStore of notices`, () => {
    let store: RoomLogStore;
    let storage: Storage;
    beforeEach(async () => {
      ({ store, storage } = await open());
    });

    const transact = <T>(work: (trx: Transaction) => Promise<T>): Promise<T> =>
      storage.transact({ lock: NO_LOCK }, work);

    const notify = (...drafts: NoticeDraft[]) => transact((trx) => store.appendNotices(trx, drafts));

    it('gives each the next seq of its room among messages, and returns it unchanged', async () => {
      await store.append([draft('one', { room: '~key' })]);
      const drafts = [noticeDraft(), noticeDraft({ room: '@bob', type: INVITATION }), noticeDraft()];
      const entries = await notify(...drafts);
      expect(seqsOf(entries)).toEqual([2, 1, 3]);
      expect(entries).toEqual(drafts.map((each, i) => ({ ...each, seq: [2, 1, 3][i] })));
      await store.append([draft('two', { room: '~key' })]);
      const read = await store.listOldest('~key', 10);
      expect(seqsOf(read)).toEqual([1, 2, 3, 4]);
      expect(read.filter(({ type }) => type === MEMBERSHIP)).toEqual([entries[0], entries[2]]);
      expect(await store.listNewest('@bob', 1)).toEqual([entries[1]]);
      expect(await store.newestSeq('~key')).toBe(4);
    });

    it('does not count them as messages', async () => {
      const [said] = await store.append([draft('one', { room: '~key' })]);
      const [notice] = await notify(noticeDraft());
      expect(await store.listNewestMessages('~key', 5)).toEqual([said?.entry.message]);
      expect(await store.listMessagesAfter('~key', 0)).toEqual([said?.entry.message]);
      expect(await store.findMessage('~key', notice?.notice.id ?? '')).toBeUndefined();
    });

    it('commits them together with other changes, or nothing', async () => {
      const refusal = new Error('refused');
      const refused = transact(async (trx) => {
        await found(trx, 'owner');
        await store.appendNotices(trx, [noticeDraft()]);
        throw refusal;
      });
      await expect(refused).rejects.toBe(refusal);
      expect([await store.newestSeq('~key'), await store.listOldest('~key', 9)]).toEqual([0, []]);
      await transact(async (trx) => {
        await found(trx, 'owner');
        await store.appendNotices(trx, [noticeDraft()]);
      });
      expect(seqsOf(await store.listOldest('~key', 9))).toEqual([1]);
    });

    it('erases all texts of a deleted room, and of no other', async () => {
      const room = '~key';
      const [said] = await store.append([draft('secret', { room }), draft('kept', { room: '42' })]);
      await store.append([change((said as Appended).entry.message, 'secret too')]);
      const detail = { change: 'renamed', name: 'secret name' };
      await notify(noticeDraft({ type: SETTINGS, notice: { id: uuidv7(), at: 0, by: ANN, detail } }));
      expect(JSON.stringify(await store.listOldest(room, 9)).split('secret')).toHaveLength(4);
      await store.eraseRoom(room);
      await store.eraseRemains();
      const left = await store.listOldest(room, 9);
      expect([seqsOf(left), JSON.stringify(left).includes('secret')]).toEqual([[1, 2, 3], false]);
      expect((await store.listNewestMessages('42', 9)).map(({ body }) => body)).toEqual(['kept']);
    });

    it('deletes one log and no other', async () => {
      await store.append([draft('secret', { room: '@ann' }), draft('kept', { room: '@bob' })]);
      await store.dropLog('@ann');
      expect([await store.newestSeq('@ann'), await store.listOldest('@ann', 9)]).toEqual([0, []]);
      expect(seqsOf(await store.listOldest('@bob', 9))).toEqual([1]);
    });

    it.each(['eraseRoom', 'dropLog'] as const)('lets others store while %s goes on', async (erase) => {
      const room = '~key';
      await store.append(
        Array.from({ length: 1100 }, (_, n) => draft(`secret ${n}`, { room, clientId: `${n}` })),
      );
      const done: string[] = [];
      await Promise.all([
        store[erase](room).then(() => done.push('erased')),
        store.append([draft('between')]).then(() => done.push('stored')),
      ]);
      expect(done).toEqual(['stored', 'erased']);
      const left = await store.listOldest(room, 2000);
      expect([left.length, JSON.stringify(left).includes('secret')]).toEqual([
        erase === 'dropLog' ? 0 : 1100,
        false,
      ]);
      await store[erase](room);
      expect((await store.listNewestMessages('lobby', 9)).map(({ body }) => body)).toEqual(['between']);
    });

    it('renames an author in notices too', async () => {
      const bob = { id: 'bob', name: 'Bob' };
      await notify(about(ANN, ANN), about(ANN, bob), about(bob, ANN), about(bob, bob));
      await notify(about(ANN, bob, FRIENDSHIP));
      await store.renameAuthor({ id: ANN.id, name: 'gone' });
      const left = (await store.listOldest('~key', 9)) as NoticeEntry[];
      expect(left.map(({ notice: { by, detail } }) => [detail.user?.name, by.name])).toEqual([
        ['gone', 'gone'],
        ['gone', 'Bob'],
        ['Bob', 'gone'],
        ['Bob', 'Bob'],
        ['gone', 'Bob'],
      ]);
    });

    describe('the right that a draft needs', () => {
      const inRoom = { room: '~key', allowed: allowedTo('post') };

      it('is checked when the draft is stored, so that outsiders cannot write', async () => {
        await transact((trx) => found(trx, 'member'));
        const [first] = await store.append([draft('one', inRoom)]);
        expect([first?.outcome, first?.entry.seq]).toEqual(['stored', 1]);
        const bob = { id: 'bob', name: 'Bob' };
        const outcomes = await store.append([draft('no', { ...inRoom, author: bob }), draft('two', inRoom)]);
        expect(outcomes.map(({ outcome, entry }) => [outcome, entry.seq])).toEqual([
          ['forbidden', 0],
          ['stored', 2],
        ]);
        await transact((trx) => trx.deleteFrom('memberships').execute());
        const target = (first as Appended).entry.message;
        const late = [
          draft('three', { ...inRoom, clientId: 'c' }),
          { ...change(target, 'x'), allowed: allowedTo('post') },
          { ...change(target), allowed: allowedTo('post') },
        ];
        expect((await store.append(late)).map(({ outcome }) => outcome)).toEqual(Array(3).fill('forbidden'));
        expect(seqsOf(await store.listOldest('~key', 9))).toEqual([1, 2]);
      });

      it.each([
        ['member', 'forbidden'],
        ['moderator', 'stored'],
        ['owner', 'stored'],
      ] as const)('for a %s who needs to be a moderator, makes the draft be %s', async (role, outcome) => {
        await transact((trx) => found(trx, role));
        const [said] = await store.append([draft('one', inRoom)]);
        const deletion = {
          ...change((said as Appended).entry.message),
          author: ANN,
          allowed: allowedTo('delete-any'),
        };
        expect((await store.append([deletion]))[0]?.outcome).toBe(outcome);
      });
    });
  });
}
