import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lockDatabase } from './support/locked-database.js';
import { RestClient } from './support/rest-client.js';
import { type ServerProcess, startServer } from './support/server-process.js';

const PASSWORD = 'canary of the seven herons';
const NEXT = 'canary of the eight geese';
const NAME = 'Canary\r\n{"event":"forged by canary"}';

describe.each(['info', 'trace'])('L1 the log of accounts at LOG_LEVEL=%s', (level) => {
  let server: ServerProcess;
  let output: string;
  const secrets = ['canary'];

  beforeAll(async () => {
    server = await startServer({ env: { LOG_LEVEL: level } });
    const person = await RestClient.at(server.url);
    remember(person);
    await expectStatus(201, person.postJson('/api/account', { name: NAME, password: PASSWORD }));
    remember(person);
    await expectStatus(409, person.postJson('/api/account', { name: NAME, password: PASSWORD }));
    await expectStatus(
      401,
      (await RestClient.at(server.url)).postJson('/api/session', { name: NAME, password: NEXT }),
    );
    await expectStatus(403, person.postJson('/api/account/password', { password: NEXT, new_password: NEXT }));
    await expectStatus(
      200,
      person.postJson('/api/account/password', { password: PASSWORD, new_password: NEXT }),
    );
    remember(person);
    await expectStatus(200, person.postJson('/api/account/profile', { profile: 'canary' }));
    const link = await person.postJson('/api/sign-in-links', {});
    const { url } = (await link.json()) as { url: string };
    const code = new URL(url).searchParams.get('code') ?? '';
    secrets.push(code);
    const page = url.slice(server.url.length);
    await expectStatus(200, person.get(page));
    await expectStatus(200, person.get('/', { referer: url }));
    const phone = await RestClient.at(server.url);
    await expectStatus(200, phone.postJson('/api/sign-in-links/use', { code }));
    await expectStatus(410, phone.get(page));
    await expectStatus(410, phone.post('/sign-in/link', { code }, { accept: 'text/html' }));
    await expectStatus(
      401,
      phone.post('/sign-in', { name: NAME, password: PASSWORD }, { accept: 'text/html' }),
    );
    await findStorageLocked(person);
    await expectStatus(200, person.postJson('/api/account/delete', { password: NEXT }));
    await server.stop();
    output = server.logs();
  });
  afterAll(() => server.kill());

  function remember(person: RestClient): void {
    const [id = '', signature = ''] = person.session[1].split(/\.(?=[^.]*$)/);
    secrets.push(person.token, id, signature, id.split('.')[1] ?? '');
  }

  /** So that something fails with a statement and its values at hand. */
  async function findStorageLocked(person: RestClient): Promise<void> {
    const unlock = await lockDatabase(server);
    try {
      const other = await RestClient.at(server.url);
      await expectStatus(503, other.postJson('/api/session', { name: NAME, password: NEXT }));
      await expectStatus(503, other.postJson('/api/account', { name: 'Canary Two', password: NEXT }));
      await expectStatus(503, person.postJson('/api/account/profile', { profile: 'canary' }));
    } finally {
      await unlock();
    }
  }

  it('contains no name, password, code, token or session id', () => {
    // Premise: it is the log of these requests.
    expect(output).toContain('"/api/account/password"');
    expect(output).toContain('"request failed"');
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(5);
      expect(output.toLowerCase().includes(secret.toLowerCase())).toBe(false);
    }
  });

  it('has one line for each event', () => {
    for (const line of output.trimEnd().split('\n'))
      expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number) as number });
  });
});

async function expectStatus(status: number, answering: Promise<Response>): Promise<void> {
  const answer = await answering;
  expect([answer.url.replace(/\?.*/, ''), answer.status]).toEqual([answer.url.replace(/\?.*/, ''), status]);
  await answer.arrayBuffer();
}
