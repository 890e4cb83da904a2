import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { Kysely } from 'kysely';
import { Database } from '../database.js';
import { SqliteConnection } from './sqlite-connection.js';
import { sqliteDialect } from './sqlite-dialect.js';
import { SqliteWorker } from './sqlite-worker.js';

/**
 * How long a write waits for another connection's lock, in the worker. Whoever queued behind it has as long again, and
 * both together must stay under the five seconds within which a post is answered.
 */
const WRITER_BUSY_TIMEOUT_MS = 2000;

/** Opens `linger.db` in the folder, made if absent; writes go to a worker thread. Throws if another process has it. */
export async function openSqlite(dataDir: string): Promise<Database> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(dataDir);
  const file = join(dataDir, 'linger.db');
  const worker = new SqliteWorker({ file, readOnly: false, busyTimeoutMs: WRITER_BUSY_TIMEOUT_MS });
  const writer = new Kysely<never>({ dialect: sqliteDialect(worker) });
  try {
    const database = new Database(writer, writer);
    await database.migrate();
  } catch (error) {
    await writer.destroy();
    unlock();
    throw error;
  }
  // Without its writer the process is of no use, and a fresh start is the way to know what reached the disk.
  worker.onDeath = (error) => {
    throw error;
  };
  const reader = new SqliteConnection({ file, readOnly: true, busyTimeoutMs: 0 });
  return new Database(new Kysely({ dialect: sqliteDialect(reader) }), writer, unlock);
}

/** A database in memory, gone with the process: one connection for reading and writing. */
export async function openSqliteInMemory(): Promise<Database> {
  const connection = new SqliteConnection({ file: ':memory:', readOnly: false, busyTimeoutMs: 0 });
  const db = new Kysely<never>({ dialect: sqliteDialect(connection) });
  const database = new Database(db, db);
  await database.migrate();
  return database;
}

/**
 * One process to a folder: a second would answer polls without hearing of the first one's messages. The lock is
 * SQLite's own, so it ends with the process, however that ends.
 */
function lockFolder(dataDir: string): () => void {
  const lock = new DatabaseSync(join(dataDir, 'lock.db'), { timeout: 2000 });
  try {
    lock.exec('pragma locking_mode = exclusive; begin exclusive; commit; begin exclusive;');
  } catch (error) {
    lock.close();
    throw new Error(`Another Linger is running on the folder ${dataDir}.`, { cause: error });
  }
  return () => lock.close();
}
