import { beforeEach, describe, expect, it, vi } from 'vitest';
import { PasswordHasher } from '../src/accounts/password-hasher.js';
import { ChatError } from '../src/chat-error.js';
import { PASSWORD, refusal, signedUp } from './support/account.js';
import { gate } from './support/gate.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';

const LIMIT = 5;

const server = sharedApp({ TRUST_PROXY: 'loopback', LIMIT_SIGN_UP: `${LIMIT}/3600` });

/** Counts the hashes, and makes them cost nothing. */
const hashes = () => vi.spyOn(server.app.get(PasswordHasher), 'hash').mockResolvedValue('x');
beforeEach(() => {
  vi.restoreAllMocks();
});

async function signUp(name: string, address: string): Promise<[number, string | undefined]> {
  const visitor = await RestClient.at(server.url);
  const headers = { 'x-forwarded-for': address, 'x-xsrftoken': visitor.token };
  return refusal(visitor.post('/api/account', { name, password: PASSWORD }, headers));
}

describe('password hashes that make no account', () => {
  it('count towards the limit if the sign-up fails after hashing', async () => {
    const hash = hashes();
    // All wait for each other here; then one gets the name.
    const all = gate();
    hash.mockImplementation(async () => {
      if (hash.mock.calls.length === LIMIT) all.open();
      await all.passed;
      return 'x';
    });
    const race = (name: string) =>
      Promise.all(Array.from({ length: LIMIT }, () => signUp(name, '203.0.113.1')));
    const codes = (await race('Race')).map(([, code]) => code ?? 'made');
    expect(codes.toSorted()).toEqual([...Array<string>(LIMIT - 1).fill('NAME_TAKEN'), 'made']);
    for (const [status] of await race('Another')) expect(status).toBe(429);
    expect(hash).toHaveBeenCalledTimes(LIMIT);
  });

  it('count if the person turns out to have an account after hashing', async () => {
    const visitor = await RestClient.at(server.url);
    const headers = { 'x-forwarded-for': '203.0.113.2', 'x-xsrftoken': visitor.token };
    const hash = hashes();
    const tries = Array.from({ length: 3 * LIMIT }, (_, n) =>
      refusal(
        visitor.postRaw(
          '/api/account',
          new URLSearchParams({ name: `Twin ${n}`, password: PASSWORD }),
          headers,
        ),
      ),
    );
    const codes = (await Promise.all(tries)).map(([, code]) => code);
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(hash).toHaveBeenCalledTimes(LIMIT);
  });

  it('do not count if nothing was hashed', async () => {
    const hash = vi
      .spyOn(server.app.get(PasswordHasher), 'hash')
      .mockRejectedValue(new ChatError('TOO_BUSY', { retryAfterSeconds: 2 }));
    for (let n = 0; n < 2 * LIMIT; n++)
      expect(await signUp('Patience', '203.0.113.3')).toEqual([503, 'TOO_BUSY']);
    hash.mockRestore();
    expect(await signUp('Patience', '203.0.113.3')).toEqual([201, undefined]);
  });

  it('count per account for changes of a password', async () => {
    const [olga, pia] = [await signedUp(server, 'Olga'), await signedUp(server, 'Pia')];
    const verify = vi.spyOn(server.app.get(PasswordHasher), 'verify').mockResolvedValue(true);
    const hash = hashes();
    const change = { password: PASSWORD, new_password: 'nine quiet herons' };
    const statuses: number[] = [];
    for (let n = 0; n < 70; n++) {
      const answer = await olga.postJson('/api/account/password', change);
      statuses.push(answer.status);
      const { csrfToken } = (await answer.json()) as { csrfToken?: string };
      if (csrfToken === undefined) break;
    }
    expect(statuses.at(-1)).toBe(429);
    expect(verify.mock.calls.length + hash.mock.calls.length).toBeLessThanOrEqual(120);
    expect((await pia.postJson('/api/account/password', change)).status).toBe(200);
  });
});
