import { Injectable } from '@nestjs/common';
import { type Options, hash, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';
import { ChatError } from '../chat-error.js';
import { normalPassword } from './password.js';

/** OWASP's minimum for argon2id, and the package's default; takes 20 to 40 ms of one core. */
const COST: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Of libuv's four threads; the others serve files and DNS. */
const MAX_AT_ONCE = 2;
/** About one second of work. */
const MAX_WAITING = 50;
/** Matches no password. Unknown names are checked against it, so that they take as long as known ones. */
const NOBODYS =
  '$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5cyBzYWx0IGhlcmU$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

/** argon2id in libuv's threads, a few at once, so that a flood of sign-ins takes neither all cores nor the memory. */
@Injectable()
export class PasswordHasher {
  readonly #limit = pLimit(MAX_AT_ONCE);
  /** Of new hashes. */
  protected readonly cost: Options = COST;

  /** Resolves with a hash in the PHC string format. Throws TOO_BUSY if too many wait. */
  hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(normalPassword(password), this.cost));
  }

  /** Whether the hash belongs to this password. Without a hash: false, after the same time. Throws TOO_BUSY. */
  async verify(passwordHash: string | null, password: string): Promise<boolean> {
    const isRight = await this.#inTurn(() => verify(passwordHash ?? NOBODYS, normalPassword(password)));
    return isRight && passwordHash !== null;
  }

  async #inTurn<T>(compute: () => Promise<T>): Promise<T> {
    const { activeCount, pendingCount } = this.#limit;
    // A task is pending for a moment before it becomes active.
    if (activeCount + pendingCount >= MAX_AT_ONCE + MAX_WAITING)
      throw new ChatError('TOO_BUSY', { retryAfterSeconds: 2 });
    return this.#limit(compute);
  }
}
