import { join } from 'node:path';
import { Kysely } from 'kysely';
import type { Schema } from '../schema.js';
import { FolderInUse, openSqlite } from './open-sqlite.js';
import { SqliteConnection } from './sqlite-connection.js';
import { SqliteDialect } from './sqlite-dialect.js';

/** A running server writes for milliseconds at a time. */
const BUSY_TIMEOUT_MS = 5000;

/**
 * Writes something small into the database of a folder, also while a server runs on it: then beside it, in turn with its own
 * writes, and the server finds it when it looks. Where none runs, the folder is opened as a server does, so that nothing is
 * believed of it that a crash has left behind. Throws what `openSqlite` does, and what the disk says.
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
