import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { ENTRY_TYPES } from '../../entry-types.js';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { CompiledQuery } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../../test/support/manual-clock.js';
import { until } from '../../../test/support/until.js';
import { Clock } from '../../clock.js';
import { openSqlite, openSqliteInMemory } from './open-sqlite.js';
import { change, changesContract } from '../../../test/storage/changes.contract.js';
import { newerTypesContract } from '../../../test/storage/newer-types.contract.js';
import { noticesContract } from '../../../test/storage/notices.contract.js';
import { type StoreOnTest, draft } from '../../../test/storage/drafts.js';
import { roomLogStoreContract } from '../../../test/storage/room-log-store.contract.js';
import type { Appended } from '../../log/entry.js';
import type { Message } from '../../log/message.js';
import type { SqliteStorage } from './sqlite-storage.js';
import { SqliteRoomLogStore } from './sqlite-room-log.store.js';

const open: SqliteStorage[] = [];
afterEach(async () => {
  for (const database of open.splice(0)) await database.onApplicationShutdown();
});

async function storeOn(opening: Promise<SqliteStorage>): Promise<StoreOnTest> {
  const storage = await opening;
  open.push(storage);
  return { storage, store: new SqliteRoomLogStore(storage, new Clock(), ENTRY_TYPES) };
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'linger-'));
}

roomLogStoreContract('SQLite in memory', () => storeOn(openSqliteInMemory()));
roomLogStoreContract('SQLite in a file', () => storeOn(openSqlite(newFolder())));
changesContract('SQLite in memory', () => storeOn(openSqliteInMemory()));
changesContract('SQLite in a file', () => storeOn(openSqlite(newFolder())));
newerTypesContract('SQLite in memory', () => storeOn(openSqliteInMemory()));
noticesContract('SQLite in memory', () => storeOn(openSqliteInMemory()));
noticesContract('SQLite in a file', () => storeOn(openSqlite(newFolder())));

describe('the text of a deleted message', () => {
  const SECRET = 'the canary that sang too early';
  let dir: string;
  let clock: ManualClock;
  let store: SqliteRoomLogStore;

  function filesHold(text: string): boolean {
    return readdirSync(dir).some((file) => readFileSync(join(dir, file), 'latin1').includes(text));
  }

  async function send(body: string): Promise<Message> {
    const [appended] = await store.append([draft(body)]);
    return (appended as Appended).entry.message;
  }

  beforeEach(async () => {
    dir = newFolder();
    clock = new ManualClock();
    open.push(await openSqlite(dir));
    store = new SqliteRoomLogStore(open[0] as SqliteStorage, clock, ENTRY_TYPES);
  });

  it('is erased from the disk with its earlier versions before the deletion is answered', async () => {
    const message = await send(`${SECRET} 1 ${'x'.repeat(5000)}`);
    await store.append([change(message, `${SECRET} 2`)]);
    await send('stays');
    expect(filesHold(SECRET)).toBe(true);
    await store.append([change(message)]);
    expect(filesHold(SECRET)).toBe(false);
    expect(filesHold('stays')).toBe(true);
  });

  it('is erased from the disk with its room', async () => {
    const room = '~key';
    const [said] = await store.append([draft(`${SECRET} 1 ${'x'.repeat(5000)}`, { room }), draft('stays')]);
    await store.append([change((said as Appended).entry.message, `${SECRET} 2`)]);
    expect(filesHold(SECRET)).toBe(true);
    await store.eraseRoom(room);
    await store.eraseRemains();
    expect([filesHold(SECRET), filesHold('stays')]).toEqual([false, true]);
  });

  it('is erased as soon as nobody else reads the file', async () => {
    const message = await send(SECRET);
    const other = new DatabaseSync(join(dir, 'linger.db'));
    other.exec('begin; select * from entries');
    await store.append([change(message)]);
    expect(filesHold(SECRET)).toBe(true);
    other.exec('rollback');
    other.close();
    clock.advance(1000);
    await until(() => !filesHold(SECRET), 'erased');
  });
});

describe('SQLite in a file', () => {
  it('keeps what was acknowledged when it is opened again', async () => {
    const dir = newFolder();
    const { store } = await storeOn(openSqlite(dir));
    await store.append([draft('kept')]);
    await open.pop()?.onApplicationShutdown();
    const { store: again } = await storeOn(openSqlite(dir));
    expect((await again.listMessagesAfter('lobby', 0)).map((message) => message.body)).toEqual(['kept']);
  });

  it('is WAL with synchronous=FULL for the writer, so that a commit outlives a power cut', async () => {
    open.push(await openSqlite(newFolder()));
    const rows = async (pragma: string): Promise<unknown> =>
      (await open[0]?.writer.executeQuery(CompiledQuery.raw(`pragma ${pragma}`)))?.rows;
    expect(await rows('journal_mode')).toEqual([{ journal_mode: 'wal' }]);
    expect(await rows('synchronous')).toEqual([{ synchronous: 2 }]);
  });

  it('refuses a folder that is in use', async () => {
    const dir = newFolder();
    open.push(await openSqlite(dir));
    await expect(openSqlite(dir)).rejects.toThrow('Another Linger');
  }, 20_000);

  it('does not block the event loop while another connection has it locked, and fails', async () => {
    const dir = newFolder();
    const { store } = await storeOn(openSqlite(dir));
    await store.append([draft('before')]);
    const other = new DatabaseSync(join(dir, 'linger.db'));
    other.exec('begin immediate');
    let turns = 0;
    const turning = setInterval(() => turns++, 1);
    await expect(store.append([draft('refused')])).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    clearInterval(turning);
    // The append waited two seconds for the lock. A blocked event loop would have turned a few times at most.
    expect(turns).toBeGreaterThan(100);
    expect((await store.listMessagesAfter('lobby', 0)).map((message) => message.body)).toEqual(['before']);
    other.exec('rollback');
    other.close();
    await store.append([draft('after')]);
    expect((await store.listMessagesAfter('lobby', 0)).map((message) => [message.seq, message.body])).toEqual(
      [
        [1, 'before'],
        [2, 'after'],
      ],
    );
  }, 20_000);
});
