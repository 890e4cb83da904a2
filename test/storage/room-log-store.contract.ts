import { beforeEach, describe, expect, it } from 'vitest';
import type { Draft, MessageDraft } from '../../src/log/entry.js';
import type { Message } from '../../src/log/message.js';
import { type StoreOnTest, draft, seqsOf } from './drafts.js';
import { MESSAGE } from '../../src/log/entry-type.js';
import type { RoomLogStore } from '../../src/log/room-log.store.js';
import { NO_LOCK } from '../../src/storage/lock.js';
import type { Storage } from '../../src/storage/storage.js';

/** The message that an entry of type `message` is of, without what the entry says of itself. */
function sent({ room, id, at, author, clientId, body }: MessageDraft, seq: number): Message {
  return { room, id, at, author, clientId, body, seq, editedAt: null, changedSeq: seq, deleted: false };
}

/** What every adapter of RoomLogStore must pass. `open` gives an empty store. */
export function roomLogStoreContract(name: string, open: () => Promise<StoreOnTest>): void {
  describe(`${name} as a RoomLogStore`, () => {
    let store: RoomLogStore;
    let storage: Storage;
    beforeEach(async () => {
      ({ store, storage } = await open());
    });

    async function append(...drafts: Draft[]): Promise<number[]> {
      return (await store.append(drafts)).map(({ entry }) => entry.seq);
    }

    async function bodies(room = 'lobby'): Promise<string[]> {
      return (await store.listMessagesAfter(room, 0)).map((message) => message.body);
    }

    function nameOf(key: string): Promise<string> {
      return storage.transact({ lock: NO_LOCK }, async (trx) => {
        const rooms = trx.selectFrom('rooms').select('name').where('key', '=', key);
        return (await rooms.executeTakeFirstOrThrow()).name;
      });
    }

    it('keeps the name that its first entry gives a room', async () => {
      await append(draft('a', { room: 'qa', roomName: 'QA' }), draft('b', { room: 'qa', roomName: 'Qa' }));
      await append(draft('c', { room: 'qa', roomName: 'qA' }), draft('d', { room: 'plain' }));
      await append(draft('e', { room: 'plain', roomName: 'Plain' }));
      expect([await nameOf('qa'), await nameOf('plain')]).toEqual(['QA', '']);
    });

    describe('seq', () => {
      it('begins at 1 and has no holes, within a batch and from batch to batch', async () => {
        expect(await append(draft('a'), draft('b'))).toEqual([1, 2]);
        expect(await append(draft('c'))).toEqual([3]);
        expect(await bodies()).toEqual(['a', 'b', 'c']);
      });

      it('is counted for each room separately', async () => {
        const seqs = await append(
          draft('a'),
          draft('x', { room: '42' }),
          draft('b'),
          draft('y', { room: '42' }),
        );
        expect(seqs).toEqual([1, 1, 2, 2]);
        expect(await bodies('42')).toEqual(['x', 'y']);
      });

      it('stays dense under many appends at once', async () => {
        const batches = Array.from({ length: 50 }, (_, i) => [
          draft(`${i}.1`),
          draft(`${i}.2`, { room: '42' }),
        ]);
        await Promise.all(batches.map((batch) => store.append(batch)));
        for (const room of ['lobby', '42']) {
          const seqs = (await store.listMessagesAfter(room, 0)).map((message) => message.seq);
          expect(seqs).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
        }
      });
    });

    it('reads what follows a position in each of several rooms, and of too much the newest', async () => {
      await append(...['a', 'b', 'c', 'd', 'e'].map((body) => draft(body)));
      await append(draft('x', { room: '42' }), draft('y', { room: '42' }), draft('z', { room: 'quiet' }));
      const after = new Map(Object.entries({ lobby: 1, '42': 0, quiet: 1, nowhere: 0 }));
      const read = (await store.listAfterEach(after, 3)).map(({ room, seq }) => `${room} ${seq}`);
      expect(read.toSorted()).toEqual(['42 1', '42 2', 'lobby 3', 'lobby 4', 'lobby 5']);
    });

    it('returns every field unchanged', async () => {
      const written = draft('  你好 👩‍👩‍👧 <b>\n\t"quoted" \\ ', {
        clientId: 'c-1',
        room: '~key',
        author: { id: 'x', name: 'Ünï' },
      });
      const [appended] = await store.append([written]);
      const message = sent(written, 1);
      const entry = { room: '~key', seq: 1, type: MESSAGE, message };
      expect(appended).toEqual({ entry, outcome: 'stored' });
      expect(await store.listOldest('~key', 10)).toEqual([entry]);
      expect(await store.listNewestMessages('~key', 10)).toEqual([message]);
      expect(await store.findMessage('~key', written.id)).toEqual(message);
    });

    describe('a repeat of (author, clientId)', () => {
      it('gets the stored message', async () => {
        const [first] = await store.append([draft('once', { clientId: 'c1' })]);
        const [again] = await store.append([draft('once', { clientId: 'c1' })]);
        expect(again).toEqual({ entry: first?.entry, outcome: 'repeated' });
        expect(await bodies()).toEqual(['once']);
      });

      it.each([
        ['another body', { body: 'other' }],
        ['another room', { room: '42' }],
      ])('with %s is refused', async (_, rest) => {
        const once = draft('once', { clientId: 'c1' });
        await store.append([once]);
        const other = draft(once.body, { clientId: 'c1', ...rest });
        expect((await store.append([other]))[0]?.outcome).toBe('refused');
        const together = [draft('new', { clientId: 'c2' }), draft('new', { clientId: 'c2', ...rest })];
        expect((await store.append(together)).map(({ outcome }) => outcome)).toEqual(['stored', 'refused']);
        expect(await bodies()).toEqual(['once', 'new']);
        expect(await bodies('42')).toEqual([]);
      });

      it('within one batch is stored once and leaves no hole', async () => {
        const appended = await store.append([
          draft('a', { clientId: 'c1' }),
          draft('a', { clientId: 'c1' }),
          draft('b', { clientId: 'c2' }),
        ]);
        expect(appended.map(({ entry, outcome }) => [entry.seq, outcome])).toEqual([
          [1, 'stored'],
          [1, 'repeated'],
          [2, 'stored'],
        ]);
        expect(await append(draft('c'))).toEqual([3]);
        expect(await bodies()).toEqual(['a', 'b', 'c']);
      });

      it('does not exist across authors', async () => {
        await append(draft('a', { clientId: 'c1' }));
        expect(await append(draft('b', { clientId: 'c1', author: { id: 'bob', name: 'Bob' } }))).toEqual([2]);
      });

      it('needs a clientId', async () => {
        expect(await append(draft('same'), draft('same'))).toEqual([1, 2]);
      });
    });

    it('renames an author on all their messages, and nobody else', async () => {
      const ann = { id: 'ann', name: 'Ann' };
      const many = Array.from({ length: 1100 }, (_, n) =>
        draft(`${n}`, { room: n % 2 ? 'lobby' : '42', author: ann }),
      );
      await store.append([...many, draft('other', { author: { id: 'bob', name: 'Ann' } })]);
      await store.renameAuthor({ id: 'ann', name: 'gone' });
      const written = [
        ...(await store.listMessagesAfter('lobby', 0)),
        ...(await store.listMessagesAfter('42', 0)),
      ];
      expect(written).toHaveLength(1101);
      for (const { author } of written) expect(author.name).toBe(author.id === 'ann' ? 'gone' : 'Ann');
      await store.renameAuthor({ id: 'nobody', name: 'gone' });
    });

    it('stores and reports nothing of a batch that fails', async () => {
      const taken = draft('first');
      const reported: unknown[] = [];
      await store.append([taken], (appended) => reported.push(...appended));
      expect(reported).toHaveLength(1);
      // The same id twice is what no caller does, and what every database refuses.
      const failing = [draft('second'), draft('third', { id: taken.id })];
      await expect(store.append(failing, (appended) => reported.push(...appended))).rejects.toThrow();
      expect(reported).toHaveLength(1);
      expect(await bodies()).toEqual(['first']);
      expect(await append(draft('next'))).toEqual([2]);
    });

    describe('a stretch', () => {
      beforeEach(async () => {
        await append(...Array.from({ length: 6 }, (_, i) => draft(`m${i + 1}`)), draft('x', { room: '42' }));
      });

      it.each([
        [{}, [1, 2], [5, 6]],
        [{ after: 2 }, [3, 4], [5, 6]],
        [{ before: 4 }, [1, 2], [2, 3]],
        [{ after: 1, before: 4 }, [2, 3], [2, 3]],
        [{ after: 3, before: 4 }, [], []],
        [{ after: 6 }, [], []],
      ])('of %j begins and ends where it should, oldest first', async (stretch, oldest, newest) => {
        expect(seqsOf(await store.listOldest('lobby', 2, stretch))).toEqual(oldest);
        expect(seqsOf(await store.listNewest('lobby', 2, stretch))).toEqual(newest);
      });

      it('is empty for a room that nobody wrote in', async () => {
        expect(await store.listNewest('nowhere', 2)).toEqual([]);
        expect(await store.listOldest('nowhere', 2)).toEqual([]);
        expect([await store.newestSeq('nowhere'), await store.newestSeq('lobby')]).toEqual([0, 6]);
      });
    });
  });
}
