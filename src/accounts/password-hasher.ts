import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';
import { ChatError } from '../chat-error.js';
import { normalPassword } from './password.js';

/** OWASP's minimum for argon2id, and the package's default (it is argon2id as well). 20 to 40 ms of one core. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Of libuv's four threads: the others are for files and names. */
const MAX_AT_ONCE = 2;
/** A second's work, about. */
const MAX_WAITING = 50;
/** Of no password. What nobody has is compared with it, so that it takes as long as what somebody has. */
const NOBODYS =
  '$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5cyBzYWx0IGhlcmU$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

/** argon2id, in libuv's threads; a few at once, so that a flood of sign-ins takes neither all cores nor the memory. */
@Injectable()
export class PasswordHasher {
  readonly #limit = pLimit(MAX_AT_ONCE);

  /** In the PHC string format. Throws TOO_BUSY if too many wait. */
  hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(normalPassword(password), COST));
  }

  /** Whether it is the password of a hash. Without one it is not, which takes as long to find out. Throws TOO_BUSY. */
  async verify(passwordHash: string | null, password: string): Promise<boolean> {
    const isRight = await this.#inTurn(() => verify(passwordHash ?? NOBODYS, normalPassword(password)));
    return isRight && passwordHash !== null;
  }

  async #inTurn<T>(compute: () => Promise<T>): Promise<T> {
    const { activeCount, pendingCount } = this.#limit;
    // A task is pending for a moment before it is active.
    if (activeCount + pendingCount >= MAX_AT_ONCE + MAX_WAITING)
      throw new ChatError('TOO_BUSY', { retryAfterSeconds: 2 });
    return this.#limit(compute);
  }
}
