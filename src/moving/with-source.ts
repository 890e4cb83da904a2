import { resolve } from 'node:path';
import { ConfigError } from '../config/load-config.js';
import { Signals } from '../signals/signals.js';
import { markMoved } from '../storage/sqlite/moved-database.js';
import { openSqlite } from '../storage/sqlite/open-sqlite.js';
import { SqliteSource } from './sqlite-source.js';

/**
 * Opens the database of a folder as a server does, and runs `move` on it while nobody else writes to it. Renames it when `move` has
 * resolved, and leaves it as it is if `move` rejects. Throws what `openSqlite` throws.
 */
export async function withSource<T>(dataDir: string, move: (source: SqliteSource) => Promise<T>): Promise<T> {
  let isMoved = false;
  let failure: Error | undefined;
  const storage = await openSqlite(dataDir, new Signals(), {
    onDeath: () => undefined,
    onCheckpointFailure: (error) => (failure = error),
    onClosed: () => {
      if (isMoved) rename(dataDir, failure);
    },
  });
  try {
    // A transaction, because --sign-in-link may write beside a program that has locked the folder.
    const result = await storage.writer.transaction().execute(() => reading(dataDir, move));
    isMoved = true;
    return result;
  } finally {
    await storage.onApplicationShutdown();
  }
}

async function reading<T>(dataDir: string, move: (source: SqliteSource) => Promise<T>): Promise<T> {
  const source = new SqliteSource(dataDir);
  try {
    return await move(source);
  } finally {
    source.close();
  }
}

function rename(dataDir: string, failure: Error | undefined): void {
  try {
    if (failure) throw failure;
    markMoved(dataDir);
  } catch (error) {
    throw new ConfigError(
      [
        `DATA_DIR: Everything is in PostgreSQL now, but ${resolve(dataDir, 'linger.db')} could not be renamed (${(error as Error).message}). Run the same command again to finish.`,
      ],
      { cause: error },
    );
  }
}
