import { afterEach, describe, expect, it, vi } from 'vitest';
import { PasswordHasher } from '../src/accounts/password-hasher.js';
import { Storage } from '../src/storage/storage.js';
import { PASSWORD, signedIn, signedUp } from './support/account.js';
import { rawRequest } from './support/raw-http.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';

const WRONG = 'nine wrong otters';

const server = sharedApp({ LIMIT_SIGN_IN: '1000/300' }, { costlyPasswords: true });
afterEach(() => {
  vi.restoreAllMocks();
});

describe('P1 the stored password', () => {
  it('is argon2id with 19 MiB, two passes and one lane', async () => {
    const { id } = await signedUp(server, 'Ann');
    const { reader } = server.app.get(Storage);
    const row = await reader.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
    expect(row?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(JSON.stringify(row)).not.toContain(PASSWORD);
  });
});

describe('S1 a sign-in during a change of password', () => {
  it('is refused if the new password is stored first', async () => {
    const owner = await signedUp(server, 'Overtaken');
    const thief = await RestClient.at(server.url);
    const hasher = server.app.get(PasswordHasher);
    const verify = hasher.verify.bind(hasher);
    vi.spyOn(hasher, 'verify').mockImplementationOnce(async (...args) => {
      const isRight = await verify(...args);
      const change = { password: PASSWORD, new_password: 'eight loud geese' };
      expect((await owner.postJson('/api/account/password', change)).status).toBe(200);
      // Premise: at the time it was looked at, it was right.
      expect(isRight).toBe(true);
      return isRight;
    });
    const answer = await thief.postJson('/api/session', { name: 'Overtaken', password: PASSWORD });
    expect(answer.status).toBe(401);
    expect((await (await thief.get('/api/me')).json()) as object).toMatchObject({ id: null });
  });
});

describe('P2 a wrong sign-in', () => {
  it('gets the same bytes after the same work for known and unknown names', async () => {
    await signedUp(server, 'Ben');
    const guest = await RestClient.at(server.url);
    await guest.post('/a/name', { name: 'A guest' });
    const gone = await signedUp(server, 'Gone');
    await gone.postJson('/api/account/delete', { password: PASSWORD });

    const verify = vi.spyOn(server.app.get(PasswordHasher), 'verify');
    const seen = new Set<string>();
    const names = [
      'Ben',
      'Nobody',
      'A guest',
      'Gone',
      'deleted account',
      '',
      ' ',
      'x'.repeat(1000),
      '\ud800',
    ];
    for (const name of names) {
      const visitor = await RestClient.at(server.url);
      verify.mockClear();
      const headers: [string, string][] = [
        ['Cookie', visitor.cookieHeader],
        ['Content-Type', 'application/json'],
        ['X-XSRFToken', visitor.token],
      ];
      const body = JSON.stringify({ name, password: WRONG });
      const answer = await rawRequest(server.url, { method: 'POST', path: '/api/session', headers, body });
      expect([name, answer.status, verify.mock.calls.length]).toEqual([name, 401, 1]);
      const { date, ...rest } = answer.headers;
      expect(date).toBeDefined();
      seen.add(JSON.stringify([rest, answer.setCookies, answer.text]));
    }
    expect(seen.size).toBe(1);
    // Premise: the right password is accepted.
    await signedIn(server, 'Ben');
  });

  it.each(['short', 'x'.repeat(300)])('gets them also for an impossible password: %.5s', async (password) => {
    await signedUp(server, 'Carl').catch(() => undefined);
    const answers = [];
    for (const name of ['Carl', 'Nobody']) {
      const visitor = await RestClient.at(server.url);
      answers.push(await (await visitor.postJson('/api/session', { name, password })).text());
    }
    expect(answers[0]).toBe(answers[1]);
    expect(answers[0]).toContain('SIGN_IN_FAILED');
  });
});
