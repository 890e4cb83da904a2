import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { ChatError } from '../chat-error.js';

/** At most `count` in so many seconds. */
export interface Rate {
  count: number;
  seconds: number;
}

/** Reads `count/seconds`, the form that settings have. */
export function rateOf(text: string): Rate {
  const [count = 0, seconds = 0] = text.split('/').map(Number);
  return { count, seconds };
}

/** Counts events for each key, in memory. Without a rate there is no limit. */
export class RateLimit {
  readonly #limiter: RateLimiterMemory | undefined;

  constructor(rate: Rate | undefined) {
    this.#limiter = rate && new RateLimiterMemory({ points: rate.count, duration: rate.seconds });
  }

  /** Counts one event. Throws TOO_MANY_REQUESTS if it is one too many. */
  async take(key: string): Promise<void> {
    try {
      await this.#limiter?.consume(key);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw tooMany(refused.msBeforeNext);
    }
  }

  /** Throws TOO_MANY_REQUESTS if one more event would be too many. Counts nothing. */
  async check(key: string): Promise<void> {
    const found = await this.#limiter?.get(key);
    if (found && found.remainingPoints <= 0) throw tooMany(found.msBeforeNext);
  }

  /** Counts one event, even beyond the limit. */
  async add(key: string): Promise<void> {
    await this.#limiter?.penalty(key);
  }

  /** Takes one event back. Only for what has cost nothing: else it could be repeated without end. */
  async giveBack(key: string): Promise<void> {
    await this.#limiter?.reward(key);
  }

  /** Events counted so far. */
  async count(key: string): Promise<number> {
    return (await this.#limiter?.get(key))?.consumedPoints ?? 0;
  }
}

function tooMany(ms: number): ChatError {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  return new ChatError('TOO_MANY_REQUESTS', { params: { count: seconds }, retryAfterSeconds: seconds });
}
