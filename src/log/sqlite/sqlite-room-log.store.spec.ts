import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { CompiledQuery } from 'kysely';
import { afterEach, describe, expect, it } from 'vitest';
import type { Database } from '../../database/database.js';
import { openSqlite, openSqliteInMemory } from '../../database/sqlite/open-sqlite.js';
import { draft, roomLogStoreContract } from '../contract.js';
import { SqliteRoomLogStore } from './sqlite-room-log.store.js';

const open: Database[] = [];
afterEach(async () => {
  for (const database of open.splice(0)) await database.onApplicationShutdown();
});

async function storeOn(database: Promise<Database>): Promise<SqliteRoomLogStore> {
  open.push(await database);
  return new SqliteRoomLogStore(await database);
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'linger-'));
}

roomLogStoreContract('SQLite in memory', () => storeOn(openSqliteInMemory()));
roomLogStoreContract('SQLite in a file', () => storeOn(openSqlite(newFolder())));

describe('SQLite in a file', () => {
  it('keeps what was answered, for whoever opens it next', async () => {
    const dir = newFolder();
    const store = await storeOn(openSqlite(dir));
    await store.append([draft('kept')]);
    await open.pop()?.onApplicationShutdown();
    const again = await storeOn(openSqlite(dir));
    expect((await again.listAfter('lobby', 0)).map((entry) => entry.body)).toEqual(['kept']);
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

  it('does not hold the event loop while another connection has it locked, and says that it could not store', async () => {
    const dir = newFolder();
    const store = await storeOn(openSqlite(dir));
    await store.append([draft('before')]);
    const other = new DatabaseSync(join(dir, 'linger.db'));
    other.exec('begin immediate');
    let turns = 0;
    const turning = setInterval(() => turns++, 1);
    await expect(store.append([draft('refused')])).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    clearInterval(turning);
    // The append waited two seconds for the lock. A held loop would have turned a handful of times at the most.
    expect(turns).toBeGreaterThan(100);
    expect((await store.listAfter('lobby', 0)).map((entry) => entry.body)).toEqual(['before']);
    other.exec('rollback');
    other.close();
    await store.append([draft('after')]);
    expect((await store.listAfter('lobby', 0)).map((entry) => [entry.seq, entry.body])).toEqual([
      [1, 'before'],
      [2, 'after'],
    ]);
  }, 20_000);
});
