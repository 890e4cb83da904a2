import { expect, it } from 'vitest';
import { rateLimitContract } from '../../test/limits/rate-limit.contract.js';
import { RateLimit, rateOf } from './rate-limit.js';
import { OwnLimiters } from './shared-limiters.js';

rateLimitContract('limiters in memory', () => Promise.resolve(new OwnLimiters()));

it('a limit that is off lets all pass', async () => {
  const limit = new RateLimit(undefined);
  for (let n = 0; n < 100; n++) await limit.take('ann');
  expect(await limit.count('ann')).toBe(0);
});

it('a rate is read from its setting', () => {
  expect(rateOf('10/300')).toEqual({ count: 10, seconds: 300 });
});
