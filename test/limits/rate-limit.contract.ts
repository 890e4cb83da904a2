import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RateLimit } from '../../src/limits/rate-limit.js';
import type { SharedLimiters } from '../../src/limits/shared-limiters.js';

function wait(ms: number): void {
  vi.setSystemTime(Date.now() + ms);
}

/** What every adapter of SharedLimiters must pass. `open` gives one that has counted nothing. */
export function rateLimitContract(name: string, open: () => Promise<SharedLimiters>): void {
  describe(`with ${name}, a limit of three in ten seconds`, () => {
    let limiters: SharedLimiters;
    let limit: RateLimit;
    beforeEach(async () => {
      vi.useFakeTimers({ now: Date.UTC(2026, 0, 1), toFake: ['Date'] });
      limiters = await open();
      limit = new RateLimit(limiters.limiter('three', { count: 3, seconds: 10 }));
    });
    afterEach(() => {
      vi.useRealTimers();
    });

    it('lets three pass, for each key, and says when the next may come', async () => {
      for (let n = 0; n < 3; n++) await limit.take('ann');
      wait(3500);
      await expect(limit.take('ann')).rejects.toMatchObject({
        code: 'TOO_MANY_REQUESTS',
        retryAfterSeconds: 7,
        params: { count: 7 },
      });
      await limit.take('ben');
      wait(6500);
      await limit.take('ann');
    });

    it('lets no more pass if they come at the same time', async () => {
      const all = await Promise.allSettled(Array.from({ length: 8 }, () => limit.take('ann')));
      expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    });

    it('does not count what was given back', async () => {
      for (let n = 0; n < 10; n++) {
        await limit.take('ann');
        await limit.giveBack('ann');
      }
      expect(await limit.count('ann')).toBe(0);
    });

    it('can be checked without counting', async () => {
      for (let n = 0; n < 9; n++) await limit.check('ann');
      for (let n = 0; n < 3; n++) await limit.take('ann');
      await expect(limit.check('ann')).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
      expect(await limit.count('ann')).toBe(3);
      await limit.check('ben');
    });

    it('counts additions beyond the limit', async () => {
      for (let n = 0; n < 5; n++) await limit.add('ann');
      expect(await limit.count('ann')).toBe(5);
    });

    it('does not count with another', async () => {
      const other = new RateLimit(limiters.limiter('another', { count: 3, seconds: 10 }));
      for (let n = 0; n < 3; n++) await limit.take('ann');
      await other.take('ann');
      expect([await limit.count('ann'), await other.count('ann')]).toEqual([3, 1]);
    });

    it('takes keys of any length', async () => {
      const key = 'ß'.repeat(10_000);
      for (let n = 0; n < 3; n++) await limit.take(key);
      await expect(limit.take(key)).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    });
  });
}
