import { join } from 'node:path';
import { Kysely } from 'kysely';
import type { Schema } from '../schema.js';
import { FolderInUse, openSqlite } from './open-sqlite.js';
import { SqliteConnection } from './sqlite-connection.js';
import { SqliteDialect } from './sqlite-dialect.js';

/** A running server writes for milliseconds at a time. */
const BUSY_TIMEOUT_MS = 5000;

/**
 * Makes a small change to the database of a folder, even while a server runs on it. Then it writes beside the
 * server, taking turns with it, and the server sees the change at its next read. Otherwise the folder is
 * opened as a server opens it, so that anything a crash left behind is dealt with first. Throws what
 * `openSqlite` throws, and the errors of the disk.
 */
export async function writeBeside<T>(
  dataDir: string,
  act: (writer: Kysely<Schema>) => Promise<T>,
): Promise<T> {
  try {
    const database = await openSqlite(dataDir);
    try {
      return await act(database.writer);
    } finally {
      await database.onApplicationShutdown();
    }
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error;
  }
  const options = { file: join(dataDir, 'linger.db'), readOnly: false, busyTimeoutMs: BUSY_TIMEOUT_MS };
  const writer = new Kysely<Schema>({ dialect: new SqliteDialect(new SqliteConnection(options)) });
  try {
    return await act(writer);
  } finally {
    await writer.destroy();
  }
}
