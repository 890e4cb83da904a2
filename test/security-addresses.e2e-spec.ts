import { afterEach, describe, expect, it, vi } from 'vitest';
import { PasswordHasher } from '../src/accounts/password-hasher.js';
import { PollQuota } from '../src/polls/poll-quota.js';
import { RestClient, updatesPath } from './support/rest-client.js';
import { sharedApp, startApp } from './support/test-app.js';

const TRIES = 3;
const CONNECTION = '127.0.0.1';

const server = sharedApp({ TRUST_PROXY: 'loopback, 192.0.2.0/24', LIMIT_SIGN_IN: `${TRIES}/300` });
afterEach(() => {
  vi.restoreAllMocks();
});

/** By which address a poll of each surface is counted. */
async function countedAs(forwarded: string): Promise<unknown[]> {
  const visitor = await RestClient.at(server.url);
  const admit = vi.spyOn(server.app.get(PollQuota), 'admit');
  const headers = { 'x-forwarded-for': forwarded };
  await visitor.get(updatesPath({ lobby: 0 }, { wait: 0 }), headers);
  await visitor.post('/a/message/updates', { wait: '0' }, headers);
  const addresses = admit.mock.calls.map(([{ address }]) => address);
  admit.mockRestore();
  return addresses;
}

async function failToSignIn(name: string, forwarded: string): Promise<number> {
  const visitor = await RestClient.at(server.url);
  const headers = { 'x-forwarded-for': forwarded, 'x-xsrftoken': visitor.token };
  return (await visitor.post('/api/session', { name, password: 'nine wrong otters' }, headers)).status;
}

/** Addresses as proxies write them, of one person each. */
const SPELLINGS: [counted: string, ...spellings: [string, string, string, string]][] = [
  ['203.0.113.7', '203.0.113.7:50001', '203.0.113.7:50002', '::ffff:203.0.113.7', '[::FFFF:203.0.113.7]:9'],
  ['198.51.100.9', ' 198.51.100.9', '"198.51.100.9:1"', '198.51.100.9:65535', '1.1.1.1, 198.51.100.9:80'],
  [
    '2001:db8:1:2::/64',
    '[2001:db8:1:2::1]:50001',
    '[2001:DB8:1:2:ffff::2]',
    '2001:db8:1:2::3',
    '2001:0db8:1:2:3:4:5:6:50001',
  ],
  ['fe80:0:0:0::/64', 'fe80::1%eth0', '[fe80::2%eth1]:80', 'FE80::3', '[fe80::4%25eth0]'],
];

describe('addresses that are counted', () => {
  it.each(SPELLINGS)(
    'are normalised: %s is the same, however a proxy writes it',
    async (counted, ...spellings) => {
      for (const spelling of spellings) expect(await countedAs(spelling)).toEqual([counted, counted]);
      vi.spyOn(server.app.get(PasswordHasher), 'verify').mockResolvedValue(false);
      const statuses: number[] = [];
      for (const spelling of spellings) statuses.push(await failToSignIn('Victim', spelling));
      expect(statuses).toEqual([401, 401, 401, 429]);
    },
  );

  it.each([
    'unknown',
    '_hidden',
    '_hidden:80',
    'for=203.0.113.7',
    'x'.repeat(200),
    '203.0.113.7:x',
    '300.1.1.1',
    ',',
    '203.0.113.7, unknown',
    '__proto__',
  ])('fall back to that of the proxy for %j', async (garbage) => {
    expect(await countedAs(garbage)).toEqual([CONNECTION, CONNECTION]);
  });

  it('cannot be avoided with garbage that differs each time', async () => {
    vi.spyOn(server.app.get(PasswordHasher), 'verify').mockResolvedValue(false);
    const statuses: number[] = [];
    for (let n = 0; n <= TRIES; n++) statuses.push(await failToSignIn('Another', `_hidden${n}`));
    expect(statuses).toEqual([401, 401, 401, 429]);
  });

  it.each([
    ['203.0.113.7, 192.0.2.1:443', '203.0.113.7'],
    ['203.0.113.7:5, [::ffff:192.0.2.1]:443', '203.0.113.7'],
    ['203.0.113.7, 192.0.2.1, 192.0.2.2:1', '203.0.113.7'],
    ['1.1.1.1, 203.0.113.7, 192.0.2.1:443', '203.0.113.7'],
    ['1.1.1.1, unknown, 192.0.2.1:443', '192.0.2.1'],
    ['1.1.1.1, 203.0.113.7:443', '203.0.113.7'],
  ])('are read through several proxies: %s is of %s', async (forwarded, counted) => {
    expect(await countedAs(forwarded)).toEqual([counted, counted]);
  });

  it('are never taken from forwarded headers if no proxy is trusted', async () => {
    const own = await startApp();
    const visitor = await RestClient.at(own.url);
    const admit = vi.spyOn(own.app.get(PollQuota), 'admit');
    await visitor.get(updatesPath({ lobby: 0 }, { wait: 0 }), { 'x-forwarded-for': '203.0.113.7' });
    expect(admit.mock.calls.map(([{ address }]) => address)).toEqual([CONNECTION]);
    await own.close();
  });
});
