import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { Kysely, sql } from 'kysely';
import { makePrivate, prepareDataFolder } from '../../config/data-folder.js';
import { ConfigError } from '../../config/load-config.js';
import { foreignTo } from './foreign-database.js';
import { openFailure } from './open-failure.js';
import { SqliteConnection } from './sqlite-connection.js';
import { SqliteDialect } from './sqlite-dialect.js';
import { SqliteStorage } from './sqlite-storage.js';
import { SqliteWorker } from './sqlite-worker.js';
import { writeAnew } from './write-anew.js';

/**
 * How long a write waits for another connection's lock, in the worker. Waiting for its turn comes before, and both together
 * must stay well under the five seconds within which a post is answered.
 */
const WRITER_BUSY_TIMEOUT_MS = 1500;

const SQLITE_BUSY = 5;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

/** What the writer tells unasked; see `SqliteWorker`. */
export type WriterEvents = Pick<SqliteWorker, 'onDeath' | 'onCheckpointFailure'>;

const UNHEARD: WriterEvents = { onDeath: () => undefined, onCheckpointFailure: () => undefined };

/** Another process has the folder. */
export class FolderInUse extends ConfigError {
  constructor(dataDir: string, cause: unknown) {
    super([`DATA_DIR: Another Linger is running on ${resolve(dataDir)}`], { cause });
  }
}

/**
 * Opens `linger.db` in the folder, made if absent; writes go to a worker thread. Throws FolderInUse, and ConfigError if the
 * folder or what is in it cannot be used.
 */
export async function openSqlite(dataDir: string, events = UNHEARD): Promise<SqliteStorage> {
  prepareDataFolder(dataDir);
  const unlock = lockFolder(dataDir);
  const file = join(dataDir, 'linger.db');
  try {
    makePrivate(file);
    await checkOurs(file);
    return await open(file, events, unlock);
  } catch (error) {
    unlock();
    throw openFailure(dataDir, file, error);
  }
}

async function open(file: string, events: WriterEvents, unlock: () => void): Promise<SqliteStorage> {
  const worker = new SqliteWorker({ file, readOnly: false, busyTimeoutMs: WRITER_BUSY_TIMEOUT_MS });
  const dialect = new SqliteDialect(worker);
  const writer = new Kysely<never>({ dialect });
  try {
    // In a transaction, so that nobody else writes to the log meanwhile.
    await writer.transaction().execute(async () => writeAnew(`${file}-wal`));
    const reader = await openReader(file);
    const storage = new SqliteStorage(reader, writer, dialect, async () => {
      // While the reader is there: SQLite itself, which nobody hears, does it only when the last connection goes.
      await writer
        .connection()
        .execute(() => worker.emptyLog())
        .catch(events.onCheckpointFailure);
      await reader.destroy();
      await writer.destroy();
      unlock();
    });
    await storage.migrate();
    Object.assign(worker, events);
    return storage;
  } catch (error) {
    await writer.destroy();
    throw error;
  }
}

/** By reading alone: a database that is not ours to change stays as it is, byte for byte. Throws ConfigError. */
async function checkOurs(file: string): Promise<void> {
  // A connection that only reads cannot make a database of an empty file.
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
 * Reads at once: from then on until the reader goes, SQLite knows that it is not alone and does not bring the log into the
 * file when the writer's thread ends, which after a failed sync must not happen.
 */
async function openReader(file: string): Promise<Kysely<never>> {
  const connection = new SqliteConnection({ file, readOnly: true, busyTimeoutMs: 0 });
  const reader = new Kysely<never>({ dialect: new SqliteDialect(connection) });
  await sql`select 1 from sqlite_schema`.execute(reader);
  return reader;
}

/** A database in memory, gone with the process: one connection for reading and writing. */
export async function openSqliteInMemory(): Promise<SqliteStorage> {
  const connection = new SqliteConnection({ file: ':memory:', readOnly: false, busyTimeoutMs: 0 });
  const dialect = new SqliteDialect(connection);
  const db = new Kysely<never>({ dialect });
  // Asked by who has the connection to themselves.
  const readerInTurn = new Kysely<never>({ dialect: new SqliteDialect(connection) });
  const storage = new SqliteStorage(db, db, dialect, () => db.destroy(), readerInTurn);
  await storage.migrate();
  return storage;
}

/**
 * One process to a folder: a second would answer polls without hearing of the first one's messages. The lock is
 * SQLite's own, so it ends with the process, however that ends.
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
        [`DATA_DIR: ${resolve(file)} is damaged. It holds nothing: delete it, then start again.`],
        { cause: error },
      );
    throw openFailure(dataDir, file, error);
  }
}
