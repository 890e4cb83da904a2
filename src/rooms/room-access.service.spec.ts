import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SqliteStorage } from '../storage/sqlite/sqlite-storage.js';
import { openSqlite } from '../storage/sqlite/open-sqlite.js';
import { Signals } from '../signals/signals.js';
import { RoomAccessService } from './room-access.service.js';
import { membersChanged } from '../signals/signal.js';

const KEY = '~AAAAAAAAAAAAAAAAAAAAAA';
const OTHER = '~BBBBBBBBBBBBBBBBBBBBBB';
const numbered = (n: number): string => `~${String(n).padStart(22, '0')}`;
const ann = { id: 'ann', name: 'Ann', isGuest: false };

let database: SqliteStorage;
let access: RoomAccessService;
let signals: Signals;
/** Runs right after the next read of the database, before its result is used. */
let afterRead: (() => Promise<void>) | undefined;
let reads: number;

beforeEach(async () => {
  // A file, so that reader and writer have separate connections.
  const plain = await openSqlite(mkdtempSync(join(tmpdir(), 'linger-')));
  reads = 0;
  const reader = plain.reader.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      reads++;
      const act = afterRead;
      afterRead = undefined;
      await act?.();
      return result;
    },
  });
  database = Object.assign(plain, { reader });
  signals = new Signals();
  access = new RoomAccessService(database, signals);
  await database.writer.insertInto('users').values({ id: 'ann', name: 'Ann', created_at: 0 }).execute();
  for (const key of [KEY, OTHER]) await make(key);
});
afterEach(() => database.onApplicationShutdown());

/** A group with Ann as a member. */
async function make(key: string): Promise<void> {
  const row = { key, kind: 'group' as const, last_seq: 0, created_at: 0 };
  const { id } = await database.writer
    .insertInto('rooms')
    .values(row)
    .returning('id')
    .executeTakeFirstOrThrow();
  const membership = { room_id: id, user_id: 'ann', role: 'member' as const, joined_at: 0 };
  await database.writer.insertInto('memberships').values(membership).execute();
}

/** Like a commit: the rows go first, then the signal. */
async function remove(): Promise<void> {
  await database.writer.deleteFrom('memberships').execute();
  for (const key of [KEY, OTHER]) signals.tell([membersChanged(key)]);
}

const mayRead = async (): Promise<boolean> => (await access.closedAmong(ann, [KEY])).length === 0;

describe('the right to read a private room', () => {
  it('is remembered until it changes', async () => {
    expect([await mayRead(), await mayRead(), reads]).toEqual([true, true, 1]);
    expect(access.closedAmong(ann, [KEY])).toEqual([]);
    await remove();
    expect(await mayRead()).toBe(false);
  });

  it('is not remembered from a read that began before a change', async () => {
    afterRead = remove;
    expect(await mayRead()).toBe(false);
    expect(await mayRead()).toBe(false);
  });

  it('is current for each of many rooms, even if one changed while another was looked up', async () => {
    await access.closedAmong(ann, [KEY]);
    afterRead = remove;
    expect(await access.closedAmong(ann, [KEY, OTHER])).toEqual([KEY, OTHER]);
  });

  it('is looked up once for all who ask at the same time', async () => {
    await Promise.all(Array.from({ length: 50 }, mayRead));
    expect(reads).toBe(1);
  });

  it('needs no read for those without an account', async () => {
    expect(access.closedAmong(null, [KEY])).toEqual([KEY]);
    expect(access.closedAmong({ ...ann, isGuest: true }, [KEY])).toEqual([KEY]);
    expect(reads).toBe(0);
  });
});

describe('a private room that does not exist', () => {
  const NOWHERE = '~CCCCCCCCCCCCCCCCCCCCCC';
  const bob = { id: 'bob', name: 'Bob', isGuest: false };

  /** Database reads of each of several requests. */
  async function readsOf(key: string): Promise<number[]> {
    const counts: number[] = [];
    for (const action of ['see', 'read', 'post', 'see'] as const) {
      const before = reads;
      await expect(checked(bob, key, action)).rejects.toMatchObject({ code: 'NOT_FOUND' });
      counts.push(reads - before);
      expect(await access.closedAmong(bob, [key])).toEqual([key]);
    }
    return counts;
  }

  it('is refused after the same reads as somebody else’s room', async () => {
    expect(await readsOf(NOWHERE)).toEqual(await readsOf(KEY));
    expect(await readsOf(NOWHERE)).toEqual([0, 0, 0, 0]);
  });

  it('is not looked up if its key is malformed', async () => {
    for (const key of ['~x', `~${'x'.repeat(64)}`])
      await expect(checked(bob, key, 'see')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(reads).toBe(0);
  });

  it('exists for its members once it is made', async () => {
    expect(await access.closedAmong(ann, [NOWHERE])).toEqual([NOWHERE]);
    await make(NOWHERE);
    signals.tell([membersChanged(NOWHERE)]);
    expect(await access.closedAmong(ann, [NOWHERE])).toEqual([]);
  });

  it('exists also if it was made while it was looked up', async () => {
    afterRead = async () => {
      await make(NOWHERE);
      signals.tell([membersChanged(NOWHERE)]);
    };
    expect(await access.closedAmong(ann, [NOWHERE, KEY])).toEqual([]);
  });

  it('displaces no room from the cache, however many are asked for', async () => {
    await access.closedAmong(ann, [KEY]);
    for (let n = 0; n < 21_000; n += 200)
      await access.closedAmong(
        bob,
        Array.from({ length: 200 }, (_, i) => numbered(n + i)),
      );
    const before = reads;
    expect(access.closedAmong(ann, [KEY])).toEqual([]);
    expect(reads).toBe(before);
    // The cache of missing rooms is bounded too: it has dropped the first keys.
    await access.closedAmong(bob, [numbered(0)]);
    expect(reads).toBe(before + 1);
  });

  it('is looked up together with many others', async () => {
    const keys = Array.from({ length: 200 }, (_, n) => `~${String(n).padStart(22, 'x')}`);
    expect(await access.closedAmong(bob, [...keys, KEY])).toEqual([...keys, KEY]);
    expect(reads).toBeLessThanOrEqual(21);
  });
});

/** Turns a synchronous refusal into a rejection. */
async function checked(...args: Parameters<RoomAccessService['check']>): Promise<void> {
  await access.check(...args);
}

describe('a refusal', () => {
  it.each([
    ['a room that there is not', '~CCCCCCCCCCCCCCCCCCCCCC', ann],
    ['a room of others', KEY, { ...ann, id: 'bob' }],
    ['a guest', KEY, { ...ann, isGuest: true }],
    ['nobody', KEY, null],
  ])('is NOT_FOUND for %s', async (_, key, user) => {
    for (const action of ['see', 'read', 'post', 'rename'] as const)
      await expect(checked(user, key, action)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is NOT_ALLOWED for a member without the right', async () => {
    await access.check(ann, KEY, 'post');
    await expect(checked(ann, KEY, 'rename')).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });

  it('in an open room concerns only what needs a moderator', async () => {
    await access.check(null, 'lobby', 'post');
    expect(() => access.check(ann, 'lobby', 'rename')).toThrow('NOT_ALLOWED');
  });
});
