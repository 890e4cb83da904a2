import { expect, it } from 'vitest';
import type { ChatError } from '../chat-error.js';
import { loadConfig } from '../config/load-config.js';
import { TestQuota } from './test-quota.js';

/** How many tests one address may open, then how many all others may open besides. */
function openings(quota: TestQuota): { here: number; elsewhere: number; releases: (() => void)[] } {
  const releases: (() => void)[] = [];
  const open = (address: string): boolean => {
    try {
      releases.push(quota.admit(address));
      return true;
    } catch (error) {
      expect((error as ChatError).code).toBe('TOO_MANY_REQUESTS');
      return false;
    }
  };
  let [here, elsewhere] = [0, 0];
  while (here < 5000 && open('here')) here += 1;
  while (elsewhere < 5000 && open(`elsewhere ${elsewhere}`)) elsewhere += 1;
  return { here, elsewhere, releases };
}

it('one address may have 250 tests open, all addresses together 1,000', () => {
  expect(openings(new TestQuota(loadConfig({})))).toMatchObject({ here: 250, elsewhere: 750 });
});

it('a test that has ended leaves its place to another', () => {
  const quota = new TestQuota(loadConfig({}));
  for (const release of openings(quota).releases) release();
  expect(openings(quota)).toMatchObject({ here: 250, elsewhere: 750 });
});

it('without limits any number may be open', () => {
  expect(openings(new TestQuota(loadConfig({ LIMITS: 'off' })))).toMatchObject({ here: 5000 });
});
