import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { Kysely, sql } from 'kysely';
import { makePrivate, prepareDataFolder } from '../../config/data-folder.js';
import { ConfigError } from '../../config/load-config.js';
import { Signals } from '../../signals/signals.js';
import { foreignTo } from './foreign-database.js';
import { refuseMoved } from './moved-database.js';
import { openFailure } from './open-failure.js';
import { SqliteConnection } from './sqlite-connection.js';
import { SqliteDialect } from './sqlite-dialect.js';
import { SqliteStorage } from './sqlite-storage.js';
import { SqliteWorker } from './sqlite-worker.js';
import { writeAnew } from './write-anew.js';

/**
 * How long the worker waits for another connection's lock. Together with the wait for its turn before that,
 * it must stay well below the five seconds within which a post is answered.
 */
const WRITER_BUSY_TIMEOUT_MS = 1500;

const SQLITE_BUSY = 5;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

/** What the writer reports by itself; see `SqliteWorker`. */
export interface WriterEvents extends Pick<SqliteWorker, 'onDeath' | 'onCheckpointFailure'> {
  /** Called when the database is closed, while the folder is still locked. */
  onClosed?: () => void;
}

const UNHEARD: WriterEvents = { onDeath: () => undefined, onCheckpointFailure: () => undefined };

/** Another process uses the folder. */
export class FolderInUse extends ConfigError {
  constructor(dataDir: string, cause: unknown) {
    super([`DATA_DIR: Another Linger is already running on ${resolve(dataDir)}`], { cause });
  }
}

/**
 * Opens `linger.db` in the folder, which is created if absent. Writes go to a worker thread. Throws
 * FolderInUse, and ConfigError if the folder or its content cannot be used.
 */
export async function openSqlite(
  dataDir: string,
  signals = new Signals(),
  events = UNHEARD,
): Promise<SqliteStorage> {
  prepareDataFolder(dataDir);
  refuseMoved(dataDir);
  const unlock = lockFolder(dataDir);
  const file = join(dataDir, 'linger.db');
  try {
    makePrivate(file);
    await checkOurs(file);
    return await open(file, signals, events, unlock);
  } catch (error) {
    unlock();
    throw openFailure(dataDir, file, error);
  }
}

async function open(
  file: string,
  signals: Signals,
  events: WriterEvents,
  unlock: () => void,
): Promise<SqliteStorage> {
  const worker = new SqliteWorker({ file, readOnly: false, busyTimeoutMs: WRITER_BUSY_TIMEOUT_MS });
  const dialect = new SqliteDialect(worker);
  const writer = new Kysely<never>({ dialect });
  try {
    // In a transaction, so that nobody else writes to the write-ahead log meanwhile.
    await writer.transaction().execute(async () => writeAnew(`${file}-wal`));
    const reader = await openReader(file);
    const storage = new SqliteStorage(reader, writer, dialect, signals, async () => {
      // While the reader is open: otherwise SQLite would do this itself when the last connection closes, and
      // its failure would go unnoticed.
      await writer
        .connection()
        .execute(() => worker.emptyLog())
        .catch(events.onCheckpointFailure);
      await reader.destroy();
      await writer.destroy();
      try {
        events.onClosed?.();
      } finally {
        unlock();
      }
    });
    await storage.migrate();
    Object.assign(worker, events);
    return storage;
  } catch (error) {
    await writer.destroy();
    throw error;
  }
}

/** Only reads, so that a foreign database stays unchanged, byte for byte. Throws ConfigError. */
async function checkOurs(file: string): Promise<void> {
  // A read-only connection cannot turn an empty file into a database.
  if (statSync(file).size === 0) return;
  const connection = new SqliteConnection({ file, readOnly: true, busyTimeoutMs: WRITER_BUSY_TIMEOUT_MS });
  const reader = new Kysely<never>({ dialect: new SqliteDialect(connection) });
  try {
    const foreign = await foreignTo(reader);
    if (foreign !== undefined) throw new ConfigError([`DATA_DIR: ${resolve(file)} ${foreign}.`]);
  } finally {
    await reader.destroy();
  }
}

/**
 * Reads once, at once. While a reader is open, SQLite does not checkpoint when the writer's thread ends;
 * after a failed sync it must not.
 */
async function openReader(file: string): Promise<Kysely<never>> {
  const connection = new SqliteConnection({ file, readOnly: true, busyTimeoutMs: 0 });
  const reader = new Kysely<never>({ dialect: new SqliteDialect(connection) });
  await sql`select 1 from sqlite_schema`.execute(reader);
  return reader;
}

/** A database in memory, with one connection for reading and writing. */
export async function openSqliteInMemory(signals = new Signals()): Promise<SqliteStorage> {
  const connection = new SqliteConnection({ file: ':memory:', readOnly: false, busyTimeoutMs: 0 });
  const dialect = new SqliteDialect(connection);
  const db = new Kysely<never>({ dialect });
  // For reads by the caller who has the connection to itself.
  const readerInTurn = new Kysely<never>({ dialect: new SqliteDialect(connection) });
  const storage = new SqliteStorage(db, db, dialect, signals, () => db.destroy(), readerInTurn);
  await storage.migrate();
  return storage;
}

/**
 * Allows one process per folder: a second would answer polls without the messages of the first. It is
 * SQLite's own lock, so it ends with the process, even after a crash.
 */
function lockFolder(dataDir: string): () => void {
  const file = join(dataDir, 'lock.db');
  let lock: InstanceType<typeof DatabaseSync> | undefined;
  try {
    makePrivate(file);
    lock = new DatabaseSync(file, { timeout: 2000 });
    lock.exec('pragma locking_mode = exclusive; begin exclusive; commit; begin exclusive;');
    return () => lock?.close();
  } catch (error) {
    lock?.close();
    const { errcode } = error as { errcode?: unknown };
    if (errcode === SQLITE_BUSY) throw new FolderInUse(dataDir, error);
    if (errcode === SQLITE_CORRUPT || errcode === SQLITE_NOTADB)
      throw new ConfigError(
        [`DATA_DIR: ${resolve(file)} is damaged. It contains nothing: delete it, then start again.`],
        { cause: error },
      );
    throw openFailure(dataDir, file, error);
  }
}
