import { beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../config/load-config.js';
import { Limits } from '../limits/limits.js';
import { OwnLimiters } from '../limits/shared-limiters.js';
import { SignInThrottle } from './sign-in-throttle.js';

const REFUSED = { code: 'TOO_MANY_REQUESTS' };
const attempt = (address: string, account = 'ann') => ({ account, address });

let throttle: SignInThrottle;
beforeEach(() => {
  throttle = new SignInThrottle(new Limits(loadConfig({ LIMIT_SIGN_IN: '5/300' }), new OwnLimiters()));
});

/** Failed attempts, each from its own address. */
async function attack(failures: number): Promise<void> {
  for (let n = 0; n < failures; n++) await throttle.take(attempt(`198.51.100.${n}`));
}

describe('B1 guessing', () => {
  it('at one account is stopped for one address, and goes on elsewhere', async () => {
    for (let n = 0; n < 5; n++) await throttle.take(attempt('203.0.113.1'));
    await expect(throttle.take(attempt('203.0.113.1'))).rejects.toMatchObject(REFUSED);
    await throttle.take(attempt('203.0.113.2'));
    await throttle.take(attempt('203.0.113.1', 'ben'));
  });

  it('at many accounts from one address is stopped', async () => {
    for (let n = 0; n < 100; n++) await throttle.take(attempt('203.0.113.1', `person ${n}`));
    await expect(throttle.take(attempt('203.0.113.1', 'one more'))).rejects.toMatchObject(REFUSED);
  });

  it('at one account from everywhere leaves unknown addresses three attempts, and known ones all', async () => {
    await throttle.take(attempt('203.0.113.1'));
    await throttle.succeeded(attempt('203.0.113.1'));
    await attack(99);
    for (let n = 0; n < 4; n++) await throttle.take(attempt('203.0.113.5'));
    for (let n = 0; n < 3; n++) await throttle.take(attempt('203.0.113.6'));
    await expect(throttle.take(attempt('203.0.113.6'))).rejects.toMatchObject(REFUSED);
    for (let n = 0; n < 5; n++) await throttle.take(attempt('203.0.113.1'));
  });

  it('does not count successes', async () => {
    for (let n = 0; n < 200; n++) {
      await throttle.take(attempt('203.0.113.1', `person ${n}`));
      await throttle.succeeded(attempt('203.0.113.1', `person ${n}`));
    }
  });

  it('by somebody who knows a password is stopped too, for that account only', async () => {
    for (let n = 0; n < 60; n++) {
      await throttle.take(attempt(`203.0.113.${n}`));
      await throttle.succeeded(attempt(`203.0.113.${n}`));
    }
    await expect(throttle.take(attempt('203.0.113.1'))).rejects.toMatchObject(REFUSED);
    await throttle.take(attempt('203.0.113.1', 'ben'));
  });

  it('that is refused does not count for others at the address', async () => {
    for (let n = 0; n < 200; n++) await throttle.take(attempt('203.0.113.1')).catch(() => undefined);
    await throttle.take(attempt('203.0.113.1', 'ben'));
  });
});
