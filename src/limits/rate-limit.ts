import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';
import { ChatError } from '../chat-error.js';
import type { Rate } from './shared-limiters.js';

/** Reads `count/seconds`, the form that settings have. */
export function rateOf(text: string): Rate {
  const [count = 0, seconds = 0] = text.split('/').map(Number);
  return { count, seconds };
}

/** Counts events for each key. Without a limiter there is no limit. All methods reject if the limiter cannot count. */
export class RateLimit {
  constructor(private readonly limiter: RateLimiterAbstract | undefined) {}

  /** Counts one event. Throws TOO_MANY_REQUESTS if it is one too many. */
  async take(key: string): Promise<void> {
    try {
      await this.limiter?.consume(key);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw tooMany(refused.msBeforeNext);
    }
  }

  /** Throws TOO_MANY_REQUESTS if one more event would be too many. Counts nothing. */
  async check(key: string): Promise<void> {
    const found = await this.limiter?.get(key);
    if (found && found.remainingPoints <= 0) throw tooMany(found.msBeforeNext);
  }

  /** Counts one event, even beyond the limit. */
  async add(key: string): Promise<void> {
    await this.limiter?.penalty(key);
  }

  /** Takes one event back. Only for what has cost nothing: else it could be repeated without end. */
  async giveBack(key: string): Promise<void> {
    await this.limiter?.reward(key);
  }

  /** Events counted so far. */
  async count(key: string): Promise<number> {
    return (await this.limiter?.get(key))?.consumedPoints ?? 0;
  }
}

function tooMany(ms: number): ChatError {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  return new ChatError('TOO_MANY_REQUESTS', { params: { count: seconds }, retryAfterSeconds: seconds });
}
