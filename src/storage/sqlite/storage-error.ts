import { ChatError } from '../../chat-error.js';

/**
 * Primary result codes that mean the storage is unavailable, not that the statement is wrong
 * (sqlite.org/rescode.html).
 */
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

/**
 * Turns an error of an unavailable storage into STORAGE_UNAVAILABLE. Any other error is a bug of ours and
 * returned as it is.
 */
export function storageError(error: unknown): unknown {
  const errcode = (error as { errcode?: unknown } | null)?.errcode;
  if (typeof errcode !== 'number' || !UNAVAILABLE.has(errcode & 0xff)) return error;
  return new ChatError('STORAGE_UNAVAILABLE', { retryAfterSeconds: 2, cause: error });
}
