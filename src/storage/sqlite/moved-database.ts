import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigError } from '../../config/load-config.js';

const DATABASE = 'linger.db';
const MOVED = 'linger.db.moved-to-postgresql';

/** What is left of the database of a folder after it was moved. */
export function movedFile(dataDir: string): string {
  return resolve(dataDir, MOVED);
}

/** Whether a file is there, and is not empty. */
export function hasContent(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/** Throws ConfigError if the database of this folder was moved, so that nobody begins an empty one in its place. */
export function refuseMoved(dataDir: string): void {
  if (hasContent(join(dataDir, DATABASE)) || !hasContent(movedFile(dataDir))) return;
  throw new ConfigError([
    `DATA_DIR: The database of ${resolve(dataDir)} was moved to PostgreSQL. Set DATABASE_URL to it. To go back to what was there before the move, rename ${movedFile(dataDir)} to ${DATABASE}, then start once with --restored.`,
  ]);
}

/**
 * Renames the closed database of a locked folder, so that nobody starts it by mistake. Throws an error that says why not: of the
 * disk, or that its write-ahead log is not empty.
 */
export function markMoved(dataDir: string): void {
  const file = join(dataDir, DATABASE);
  if (hasContent(`${file}-wal`)) throw new Error('another program reads it');
  renameSync(file, movedFile(dataDir));
  for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true });
  syncFolder(dataDir);
}

/** Windows cannot open folders, and does not need it. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
