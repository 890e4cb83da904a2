import { ChatError } from '../../chat-error.js';
import { LockTimeout } from '../lock-timeout.js';

/** SQLSTATE classes and codes that mean the database is unavailable, not that the statement is wrong (appendix A of its manual). */
const UNAVAILABLE =
  /^(?:08|28|3D|53|57|58|F0|XX)|^(?:25006|25P02|25P03|25P04|40001|40003|40P01|42501|55P03|55P04)$/;
/** Codes of Node.js for a connection that was not made, or was lost. */
const NO_CONNECTION =
  /^(?:ECONN(?:REFUSED|RESET|ABORTED)|ETIMEDOUT|EPIPE|EHOSTUNREACH|ENETUNREACH|ENETDOWN|ENOTFOUND|EAI_AGAIN|EMFILE|ENOENT|ERR_SSL_.*|ERR_TLS_.*|.*CERT.*)$/;
/** pg and its pool report these without a code. */
const CONNECTION_WORDS =
  /^Connection terminated|^timeout expired|^timeout exceeded when trying to connect|^Query read timeout|connection error|not queryable|^driver has already been destroyed|^Cannot use a pool after/i;

const LOCK_NOT_AVAILABLE = '55P03';

/** True if others held a lock for longer than `lock_timeout`. */
export function isLockTimeout(error: unknown): boolean {
  return (error as { code?: unknown }).code === LOCK_NOT_AVAILABLE;
}

/** True if the database could not be asked, or could not do what it was asked. */
export function isUnavailable(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && (UNAVAILABLE.test(code) || NO_CONNECTION.test(code))) return true;
  if (error instanceof AggregateError) return error.errors.some(isUnavailable);
  return code === undefined && typeof message === 'string' && CONNECTION_WORDS.test(message);
}

/**
 * Turns an error of an unavailable database into STORAGE_UNAVAILABLE, or into a `LockTimeout`. Any other error is a bug of ours and
 * returned as it is.
 */
export function storageError(error: unknown): unknown {
  if (error instanceof ChatError || !isUnavailable(error)) return error;
  if (isLockTimeout(error)) return new LockTimeout(error);
  return new ChatError('STORAGE_UNAVAILABLE', { retryAfterSeconds: 2, cause: error });
}
