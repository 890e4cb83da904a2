import { Injectable } from '@nestjs/common';
import { ChatError } from '../chat-error.js';
import { Config } from '../config/config.js';

/** One page keeps four tests open, and a whole class may share an address. */
const MAX_OPEN_BY_ADDRESS = 250;
const MAX_OPEN = 1000;
/** By then, the longest test has ended. */
const RETRY_AFTER_S = 30;

/** Limits the tests that are open at once: answers that wait, or come in parts. `LIMITS=off` lifts it. */
@Injectable()
export class TestQuota {
  readonly #byAddress = new Map<string, number>();
  #open = 0;

  constructor(private readonly config: Config) {}

  /** Counts a test in, and returns what to call once when it has ended. Throws TOO_MANY_REQUESTS. */
  admit(address: string): () => void {
    if (!this.config.limited) return () => {};
    const open = this.#byAddress.get(address) ?? 0;
    if (open >= MAX_OPEN_BY_ADDRESS || this.#open >= MAX_OPEN)
      throw new ChatError('TOO_MANY_REQUESTS', {
        params: { count: RETRY_AFTER_S },
        retryAfterSeconds: RETRY_AFTER_S,
      });
    this.#byAddress.set(address, open + 1);
    this.#open += 1;
    return () => this.#release(address);
  }

  #release(address: string): void {
    this.#open -= 1;
    const open = (this.#byAddress.get(address) ?? 0) - 1;
    if (open > 0) this.#byAddress.set(address, open);
    else this.#byAddress.delete(address);
  }
}
