import { beforeEach, describe, expect, it } from 'vitest';
import { roomLock, userLock } from '../../src/storage/lock.js';
import type { Storage, Transaction } from '../../src/storage/storage.js';

async function add(trx: Transaction, id: string): Promise<void> {
  await trx.insertInto('users').values({ id, name: id, created_at: 0 }).execute();
}

async function addIfEmpty(trx: Transaction, id: string): Promise<void> {
  if ((await trx.selectFrom('users').select('id').execute()).length === 0) await add(trx, id);
}

/** What every adapter of Storage must pass. `open` gives an empty one. */
export function storageContract(name: string, open: () => Promise<Storage>): void {
  describe(`${name} as a Storage`, () => {
    let storage: Storage;
    beforeEach(async () => {
      storage = await open();
    });

    async function ids(): Promise<string[]> {
      const rows = await storage.reader.selectFrom('users').select('id').orderBy('id').execute();
      return rows.map(({ id }) => id);
    }

    it('returns the result of the work, whose changes later reads see', async () => {
      const answered = await storage.transact({ lock: userLock('ann') }, async (trx) => {
        await add(trx, 'ann');
        return 'done';
      });
      expect([answered, await ids()]).toEqual(['done', ['ann']]);
    });

    it('changes and reports nothing if the work throws, which only its caller learns', async () => {
      const told: unknown[] = [];
      const change = { lock: userLock('ann'), committed: (result: unknown) => told.push(result) };
      const refused = storage.transact(change, async (trx) => {
        await add(trx, 'ann');
        throw new Error('refused');
      });
      const other = storage.transact({ lock: userLock('ann') }, (trx) => add(trx, 'bob'));
      await expect(refused).rejects.toThrow('refused');
      await other;
      expect([told, await ids()]).toEqual([[], ['bob']]);
    });

    it('runs changes under one lock one after the other, so that what they read stays true until the commit', async () => {
      const people = ['ann', 'bob', 'cem', 'dora'];
      await Promise.all(
        people.map((id) =>
          storage.transact({ lock: [roomLock('a'), userLock(id)] }, (trx) => addIfEmpty(trx, id)),
        ),
      );
      expect(await ids()).toHaveLength(1);
    });

    it('reports a commit before its caller is answered', async () => {
      const order: string[] = [];
      const change = (id: string): Promise<unknown> =>
        storage
          .transact({ lock: userLock('ann'), committed: () => order.push(`${id} told`) }, (trx) =>
            add(trx, id),
          )
          .then(() => order.push(`${id} answered`));
      await Promise.all([change('1'), change('2')]);
      expect(order).toHaveLength(4);
      for (const id of ['1', '2'])
        expect(order.indexOf(`${id} told`)).toBeLessThan(order.indexOf(`${id} answered`));
    });

    it('does not deadlock when two name the same locks in different orders', async () => {
      const locks = [userLock('ann'), userLock('bob'), roomLock('a')];
      const change = (id: number): Promise<void> => {
        const lock = id % 2 === 0 ? locks : locks.toReversed();
        return storage.transact({ lock }, (trx) => add(trx, String(id)));
      };
      await Promise.all(Array.from({ length: 12 }, (_, id) => change(id)));
      expect(await ids()).toHaveLength(12);
    });

    it('runs work that no other node is doing, and says how it ended', async () => {
      const ran: string[] = [];
      const work = async (): Promise<void> => void ran.push('ran');
      expect([await storage.alone('task', work), await storage.alone('task', work)]).toEqual([true, true]);
      await expect(storage.alone('task', () => Promise.reject(new Error('disk')))).rejects.toThrow('disk');
      expect(await storage.alone('task', work)).toBe(true);
      expect(ran).toEqual(['ran', 'ran', 'ran']);
    });
  });
}
