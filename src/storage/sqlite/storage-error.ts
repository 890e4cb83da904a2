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

/** Turns what the storage cannot help into STORAGE_UNAVAILABLE; what remains is a mistake of ours. */
export function storageError(error: unknown): unknown {
  const errcode = (error as { errcode?: unknown } | null)?.errcode;
  if (typeof errcode !== 'number' || !UNAVAILABLE.has(errcode & 0xff)) return error;
  return new ChatError('STORAGE_UNAVAILABLE', { retryAfterSeconds: 2, cause: error });
}
