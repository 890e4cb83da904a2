import { Injectable } from '@nestjs/common';
import { Limits } from '../limits/limits.js';
import { LRUCache } from 'lru-cache';

const MAX_KNOWN = 50_000;

/** An attempt to sign in: the key of the name, and the address (see `clientAddress`). */
export interface Attempt {
  account: string;
  address: string;
}

/**
 * Limits password guessing. Failures are counted by account and address together, so nobody can lock out an owner who is elsewhere. While
 * an account is under attack, addresses that have never signed in to it get only a few attempts; its owner knows the password.
 */
@Injectable()
export class SignInThrottle {
  /** Pairs of address and account with a successful sign-in, at this node. */
  readonly #known = new LRUCache<string, true>({ max: MAX_KNOWN });

  constructor(private readonly limits: Limits) {}

  /** Counts an attempt as failed before it is made, so that concurrent attempts cannot exceed the limit. Throws TOO_MANY_REQUESTS. */
  async take(attempt: Attempt): Promise<void> {
    const place = keyOf(attempt);
    await this.limits.rightPasswords.check(attempt.account);
    await this.limits.signInFromAddress.take(attempt.address);
    try {
      await this.limits.signIn.take(place);
      const tries = await this.limits.attack.count(attempt.account);
      if (tries >= Limits.attackCount && !this.#known.get(place)) await this.limits.stranger.take(place);
    } catch (error) {
      // No attempt was made, so it must not count against others at this address.
      await this.limits.signInFromAddress.giveBack(attempt.address);
      throw error;
    }
    await this.limits.attack.add(attempt.account);
  }

  /** The attempt succeeded. It no longer counts as a guess, but as a right password, since each of those costs a hash. */
  async succeeded(attempt: Attempt): Promise<void> {
    this.#known.set(keyOf(attempt), true);
    await this.limits.rightPasswords.add(attempt.account);
    await this.dropped(attempt);
  }

  /** The attempt was not made, so it does not count. */
  async dropped(attempt: Attempt): Promise<void> {
    const place = keyOf(attempt);
    await this.limits.signInFromAddress.giveBack(attempt.address);
    await this.limits.signIn.giveBack(place);
    await this.limits.attack.giveBack(attempt.account);
  }
}

function keyOf({ account, address }: Attempt): string {
  return `${address} ${account}`;
}
