import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RateLimit, rateOf } from './rate-limit.js';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a limit of three in ten seconds', () => {
  it('lets three pass, for each key, and says when the next may come', async () => {
    const limit = new RateLimit({ count: 3, seconds: 10 });
    for (let n = 0; n < 3; n++) await limit.take('ann');
    vi.advanceTimersByTime(3500);
    await expect(limit.take('ann')).rejects.toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      retryAfterSeconds: 7,
      params: { count: 7 },
    });
    await limit.take('ben');
    vi.advanceTimersByTime(6500);
    await limit.take('ann');
  });

  it('does not count what was given back', async () => {
    const limit = new RateLimit({ count: 3, seconds: 10 });
    for (let n = 0; n < 10; n++) {
      await limit.take('ann');
      await limit.giveBack('ann');
    }
    expect(await limit.count('ann')).toBe(0);
  });

  it('can be checked without counting', async () => {
    const limit = new RateLimit({ count: 3, seconds: 10 });
    for (let n = 0; n < 9; n++) await limit.check('ann');
    for (let n = 0; n < 3; n++) await limit.take('ann');
    await expect(limit.check('ann')).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    expect(await limit.count('ann')).toBe(3);
    await limit.check('ben');
  });

  it('counts additions beyond the limit', async () => {
    const limit = new RateLimit({ count: 3, seconds: 10 });
    for (let n = 0; n < 5; n++) await limit.add('ann');
    expect(await limit.count('ann')).toBe(5);
  });
});

it('a limit that is off lets all pass', async () => {
  const limit = new RateLimit(undefined);
  for (let n = 0; n < 100; n++) await limit.take('ann');
  expect(await limit.count('ann')).toBe(0);
});

it('a rate is read from its setting', () => {
  expect(rateOf('10/300')).toEqual({ count: 10, seconds: 300 });
});
