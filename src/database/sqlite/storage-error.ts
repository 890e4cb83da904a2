import { ChatError } from '../../chat-error.js';

/** Primary result codes that say "not now" or "not here" rather than "wrong question" (sqlite.org/rescode.html). */
const UNAVAILABLE = new Set([
  5, // BUSY
  6, // LOCKED
  7, // NOMEM
  8, // READONLY
  10, // IOERR
  11, // CORRUPT
  13, // FULL
  14, // CANTOPEN
  26, // NOTADB
]);

/** Extended result codes of a failed fsync. */
const FAILED_TO_SYNC = new Set([
  1034, // IOERR_FSYNC
  1290, // IOERR_DIR_FSYNC
]);

/** Whether the disk has failed to make durable what was written: from then on its answers cannot be believed. */
export function hasFailedToSync(error: { errcode?: number | undefined }): boolean {
  return error.errcode !== undefined && FAILED_TO_SYNC.has(error.errcode);
}

/** Turns what the storage cannot help into STORAGE_UNAVAILABLE; what remains is a mistake of ours. */
export function storageError(error: unknown): unknown {
  const errcode = (error as { errcode?: unknown } | null)?.errcode;
  if (typeof errcode !== 'number' || !UNAVAILABLE.has(errcode & 0xff)) return error;
  return new ChatError('STORAGE_UNAVAILABLE', { retryAfterSeconds: 2, cause: error });
}
