import { ChatError } from '../chat-error.js';

/** Others held a lock for longer than a change may wait. The storage is well, and nothing was stored. */
export class LockTimeout extends ChatError {
  constructor(cause: unknown) {
    super('STORAGE_UNAVAILABLE', { retryAfterSeconds: 2, cause });
  }
}
