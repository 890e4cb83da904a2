import { beforeEach, describe, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import type { Draft } from './entry.js';
import type { RoomLogStore } from './room-log.store.js';

let clock = Date.UTC(2026, 0, 1);

/** A message as a service would hand it over. */
export function draft(body: string, rest: Partial<Draft> = {}): Draft {
  clock += 1;
  return {
    room: 'lobby',
    id: uuidv7({ msecs: clock }),
    type: 'message',
    at: clock,
    author: { id: 'ann', name: 'Ann' },
    clientId: null,
    body,
    ...rest,
  };
}

/** What every adapter of RoomLogStore must pass. `open` gives an empty store. */
export function roomLogStoreContract(name: string, open: () => Promise<RoomLogStore>): void {
  describe(`${name} as a RoomLogStore`, () => {
    let store: RoomLogStore;
    beforeEach(async () => {
      store = await open();
    });

    async function append(...drafts: Draft[]): Promise<number[]> {
      return (await store.append(drafts)).map(({ entry }) => entry.seq);
    }

    async function bodies(room = 'lobby'): Promise<string[]> {
      return (await store.listAfter(room, 0)).map((entry) => entry.body);
    }

    describe('seq', () => {
      it('begins at 1 and has no holes, within a batch and from batch to batch', async () => {
        expect(await append(draft('a'), draft('b'))).toEqual([1, 2]);
        expect(await append(draft('c'))).toEqual([3]);
        expect(await bodies()).toEqual(['a', 'b', 'c']);
      });

      it('is each room’s own', async () => {
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
          const seqs = (await store.listAfter(room, 0)).map((entry) => entry.seq);
          expect(seqs).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
        }
      });
    });

    it('gives back every field as it was', async () => {
      const written = draft('  你好 👩‍👩‍👧 <b>\n\t"quoted" \\ ', {
        clientId: 'c-1',
        room: '~key',
        author: { id: 'x', name: 'Ünï' },
      });
      const [appended] = await store.append([written]);
      expect(appended).toEqual({ entry: { ...written, seq: 1 }, replayed: false });
      expect(await store.listAfter('~key', 0)).toEqual([{ ...written, seq: 1 }]);
    });

    describe('a repeat of (author, clientId)', () => {
      it('gets the entry that is stored, whatever else it says', async () => {
        const [first] = await store.append([draft('once', { clientId: 'c1' })]);
        const [again] = await store.append([draft('other', { clientId: 'c1', room: '42' })]);
        expect(again).toEqual({ entry: first?.entry, replayed: true });
        expect(await bodies()).toEqual(['once']);
        expect(await bodies('42')).toEqual([]);
      });

      it('within one batch is stored once and leaves no hole', async () => {
        const appended = await store.append([
          draft('a', { clientId: 'c1' }),
          draft('a', { clientId: 'c1' }),
          draft('b', { clientId: 'c2' }),
        ]);
        expect(appended.map(({ entry, replayed }) => [entry.seq, replayed])).toEqual([
          [1, false],
          [1, true],
          [2, false],
        ]);
        expect(await append(draft('c'))).toEqual([3]);
        expect(await bodies()).toEqual(['a', 'b', 'c']);
      });

      it('of another author is no repeat', async () => {
        await append(draft('a', { clientId: 'c1' }));
        expect(await append(draft('b', { clientId: 'c1', author: { id: 'bob', name: 'Bob' } }))).toEqual([2]);
      });

      it('without a clientId there is none', async () => {
        expect(await append(draft('same'), draft('same'))).toEqual([1, 2]);
      });
    });

    it('stores nothing of a batch that fails', async () => {
      const taken = draft('first');
      await store.append([taken]);
      // The same id twice is what no caller does, and what every database refuses.
      await expect(store.append([draft('second'), draft('third', { id: taken.id })])).rejects.toThrow();
      expect(await bodies()).toEqual(['first']);
      expect(await append(draft('next'))).toEqual([2]);
    });

    describe('listNewest', () => {
      it('answers the newest, oldest first', async () => {
        await append(draft('a'), draft('b'), draft('c'));
        expect((await store.listNewest('lobby', 2)).map((entry) => entry.body)).toEqual(['b', 'c']);
      });

      it('answers nothing for a room that nobody wrote in', async () => {
        expect(await store.listNewest('nowhere', 2)).toEqual([]);
      });
    });

    describe('listAfter', () => {
      it('leaves out what is not after, and other rooms', async () => {
        await append(draft('a'), draft('b'), draft('c'), draft('x', { room: '42' }));
        expect((await store.listAfter('lobby', 1)).map((entry) => entry.body)).toEqual(['b', 'c']);
        expect(await store.listAfter('lobby', 3)).toEqual([]);
      });
    });

    describe('listRoomsOfAuthor', () => {
      it('answers the rooms with the latest message first, each once, and only one’s own', async () => {
        const bob = { id: 'bob', name: 'Bob' };
        await append(
          draft('1', { room: 'a' }),
          draft('2', { room: 'b' }),
          draft('3', { room: 'c', author: bob }),
        );
        await append(draft('4', { room: 'a' }));
        expect(await store.listRoomsOfAuthor('ann', 10)).toEqual(['a', 'b']);
        await append(draft('5', { room: 'b', author: bob }));
        expect(await store.listRoomsOfAuthor('ann', 10)).toEqual(['b', 'a']);
        expect(await store.listRoomsOfAuthor('ann', 1)).toEqual(['b']);
        expect(await store.listRoomsOfAuthor('nobody', 10)).toEqual([]);
      });
    });
  });
}
