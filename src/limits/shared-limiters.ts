import { type RateLimiterAbstract, RateLimiterMemory } from 'rate-limiter-flexible';

/** At most `count` in so many seconds. */
export interface Rate {
  count: number;
  seconds: number;
}

/** Counts in the memory of this process. */
export function limiterInMemory({ count, seconds }: Rate): RateLimiterAbstract {
  return new RateLimiterMemory({ points: count, duration: seconds });
}

/**
 * Port: makes limiters with which all nodes count together. `name` tells them apart. A limiter that cannot count rejects with
 * STORAGE_UNAVAILABLE. Every adapter must pass `test/limits/rate-limit.contract.ts`.
 */
export abstract class SharedLimiters {
  abstract limiter(name: string, rate: Rate): RateLimiterAbstract;
}

/** Of a process that has its database to itself. */
export class OwnLimiters extends SharedLimiters {
  limiter(_name: string, rate: Rate): RateLimiterAbstract {
    return limiterInMemory(rate);
  }
}
