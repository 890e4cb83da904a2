import { resolve } from 'node:path';
import { ChatError } from '../../chat-error.js';
import { folderError } from '../../config/data-folder.js';
import { ConfigError } from '../../config/load-config.js';

const DAMAGED =
  'is damaged. Nothing was changed. Restore a backup, then start once with --restored, or salvage what is readable with: sqlite3 linger.db ".recover" | sqlite3 recovered.db';

/** What an error while opening a database means, by primary result code (sqlite.org/rescode.html). */
const WORDS: Record<number, string> = {
  3: 'cannot be opened: this user lacks permission',
  5: 'is locked by another program. Stop that program, then start again',
  6: 'is locked by another program. Stop that program, then start again',
  8: 'cannot be written: this user lacks permission, or the disk is read-only',
  10: 'cannot be read or written: the disk has failed',
  11: DAMAGED,
  13: 'cannot be written: the disk is full. Free some space, then start again; nothing is lost',
  14: 'cannot be opened: this user may not read and write it, or it is not a file',
  26: `is not a database, or ${DAMAGED}`,
};

/**
 * Turns an error while opening a database into a ConfigError that explains it; an unknown error is described
 * by its own message.
 */
export function openFailure(dataDir: string, file: string, error: unknown): ConfigError {
  if (error instanceof ConfigError) return error;
  const cause = causeOf(error);
  const { errcode, message } = cause as { errcode?: unknown; message?: unknown };
  const words = typeof errcode === 'number' ? WORDS[errcode & 0xff] : undefined;
  if (words === undefined) return folderError(dataDir, cause, file);
  return new ConfigError([`DATA_DIR: ${resolve(file)} ${words} (SQLite: ${String(message)}).`], {
    cause: error,
  });
}

/** The first error of the disk or of SQLite in the chain of causes. */
function causeOf(error: unknown): unknown {
  const { errcode, cause } = error as { errcode?: unknown; cause?: unknown };
  const wraps = error instanceof ChatError || (error instanceof Error && errcode === undefined);
  return wraps && cause !== undefined ? causeOf(cause) : error;
}
