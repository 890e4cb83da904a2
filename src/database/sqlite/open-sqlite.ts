import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { Kysely } from 'kysely';
import { ChatError } from '../../chat-error.js';
import { ConfigError } from '../../config/load-config.js';
import { Database } from '../database.js';
import { SqliteConnection } from './sqlite-connection.js';
import { sqliteDialect } from './sqlite-dialect.js';
import { SqliteWorker } from './sqlite-worker.js';

/**
 * How long a write waits for another connection's lock, in the worker. Waiting for its turn comes before, and both together
 * must stay well under the five seconds within which a post is answered.
 */
const WRITER_BUSY_TIMEOUT_MS = 1500;

/**
 * Opens `linger.db` in the folder, made if absent; writes go to a worker thread, of whose unexpected end `onDeath` is told.
 * Throws if another process has the folder.
 */
export async function openSqlite(
  dataDir: string,
  onDeath: (error: Error) => void = () => undefined,
): Promise<Database> {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const unlock = lockFolder(dataDir);
    return await open(join(dataDir, 'linger.db'), onDeath, unlock);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const reason = String(error instanceof ChatError ? error.cause : error);
    throw new ConfigError([`DATA_DIR: ${resolve(dataDir)} cannot be used: ${reason}`], { cause: error });
  }
}

async function open(file: string, onDeath: (error: Error) => void, unlock: () => void): Promise<Database> {
  const worker = new SqliteWorker({ file, readOnly: false, busyTimeoutMs: WRITER_BUSY_TIMEOUT_MS });
  const writer = new Kysely<never>({ dialect: sqliteDialect(worker) });
  try {
    await new Database(writer, writer).migrate();
  } catch (error) {
    await writer.destroy();
    unlock();
    throw error;
  }
  worker.onDeath = onDeath;
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
    throw new ConfigError([`DATA_DIR: Another Linger is running on ${resolve(dataDir)}`], { cause: error });
  }
  return () => lock.close();
}
