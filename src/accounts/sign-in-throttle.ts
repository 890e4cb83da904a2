import { Injectable } from '@nestjs/common';
import { Limits } from '../limits/limits.js';
import { LRUCache } from 'lru-cache';

const MAX_KNOWN = 50_000;

/** An attempt to sign in: the key of the name, and where it comes from (see `clientAddress`). */
export interface Attempt {
  account: string;
  address: string;
}

/**
 * How often passwords may be guessed. Failures are counted by account and address together, so nobody can lock an owner out
 * who is elsewhere. An account that is tried from everywhere lets addresses that it does not know try a few times only: its
 * owner knows the password.
 */
@Injectable()
export class SignInThrottle {
  /** Places that an account has signed in from. */
  readonly #known = new LRUCache<string, true>({ max: MAX_KNOWN });

  constructor(private readonly limits: Limits) {}

  /** Counts an attempt as failed before it is made, so that many at once do not slip through. Throws TOO_MANY_REQUESTS. */
  async take(attempt: Attempt): Promise<void> {
    const place = placeOf(attempt);
    await this.limits.rightPasswords.check(attempt.account);
    await this.limits.signInFromAddress.take(attempt.address);
    try {
      await this.limits.signIn.take(place);
      const tries = await this.limits.attack.count(attempt.account);
      if (tries >= Limits.attackCount && !this.#known.get(place)) await this.limits.stranger.take(place);
    } catch (error) {
      // Nothing was tried: others at this address are not to suffer from it.
      await this.limits.signInFromAddress.giveBack(attempt.address);
      throw error;
    }
    await this.limits.attack.add(attempt.account);
  }

  /** The attempt was a success, and does not count as a guess; the hash that it took does. */
  async succeeded(attempt: Attempt): Promise<void> {
    this.#known.set(placeOf(attempt), true);
    await this.limits.rightPasswords.add(attempt.account);
    await this.dropped(attempt);
  }

  /** The attempt was not made, and does not count. */
  async dropped(attempt: Attempt): Promise<void> {
    const place = placeOf(attempt);
    await this.limits.signInFromAddress.giveBack(attempt.address);
    await this.limits.signIn.giveBack(place);
    await this.limits.attack.giveBack(attempt.account);
  }
}

function placeOf({ account, address }: Attempt): string {
  return `${address} ${account}`;
}
