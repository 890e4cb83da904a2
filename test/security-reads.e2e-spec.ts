import { describe, expect, it } from 'vitest';
import { refusal, signedUp } from './support/account.js';
import { RestClient, updatesPath } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';
import { Visitor } from './support/visitor.js';

const LIMIT = 10;
const REFUSED = [429, 'TOO_MANY_REQUESTS'];

const server = sharedApp({ LIMIT_READS: `${LIMIT}/60`, TRUST_PROXY: 'loopback' });

let addresses = 0;
/** A client with its own address that has only requested `/api/me`. */
async function someone(): Promise<{ who: RestClient; from: Record<string, string> }> {
  const from = { 'x-forwarded-for': `203.0.113.${++addresses}` };
  const who = new RestClient(server.url);
  const answer = await who.get('/api/me', from);
  expect(answer.status).toBe(200);
  return { who, from };
}

async function visit(address: string): Promise<number> {
  return (await new Visitor(server.url).get('/api/rooms', { 'x-forwarded-for': address })).status;
}

describe('a limit on reading', () => {
  it('counts all pages and answers of a person, with Retry-After, and goes on for others', async () => {
    const { who, from } = await someone();
    const paths = ['/', '/a/side?room=lobby', '/api/rooms', '/api/rooms/lobby/entries', '/nowhere'];
    for (let n = 0; n < LIMIT; n++)
      expect((await who.get(paths[n % paths.length] as string, from)).status).not.toBe(429);
    const page = await who.get('/', { ...from, accept: 'text/html' });
    expect([page.status, page.headers.get('content-type')]).toEqual([429, 'text/html; charset=utf-8']);
    expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(0);
    for (const path of ['/api/rooms', '/a/side?room=lobby', '/api/rooms/lobby/entries']) {
      const answer = await who.get(path, { ...from, accept: 'application/json' });
      expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      expect(await refusal(Promise.resolve(answer))).toEqual(REFUSED);
    }
    // Another at the same address.
    expect((await (await someone()).who.get('/', from)).status).toBe(200);
  });

  it('follows somebody with an account from session to session', async () => {
    const { who, from } = await someone();
    await signedUp(server, 'Ann', who);
    for (let n = 0; n < LIMIT; n++) expect((await who.get('/api/me', from)).status).toBe(200);
    const phone = await someone();
    const form = { name: 'Ann', password: 'seven quiet herons' };
    expect((await phone.who.postJson('/api/session', form)).status).toBe(200);
    expect(await refusal(phone.who.get('/api/me', phone.from))).toEqual(REFUSED);
  });

  it('does not count polls, health checks, assets and writes', async () => {
    const { who, from } = await someone();
    const asset = /\/assets\/[^"]+\.js/.exec(await (await who.get('/', from)).text())?.[0] as string;
    while ((await who.get('/api/rooms', from)).status !== 429);
    for (const path of [asset, '/healthz', '/readyz', updatesPath({ lobby: 0 }, { wait: 0 })])
      expect([path, (await who.get(path, from)).status]).toEqual([path, 200]);
    expect((await who.post('/a/message/updates', { wait: '0' }, from)).status).toBe(200);
    expect((await who.post('/a/message/new', { body: 'hello' }, from)).status).toBe(200);
  });

  it('counts visitors without a session by their address, twenty times as many', async () => {
    for (let n = 0; n < LIMIT * 20; n++) expect(await visit(`[2001:db8:7:7::${n}]:${50_000 + n}`)).toBe(200);
    expect(await visit('2001:db8:7:7:ffff::1')).toBe(429);
    expect(await visit('2001:db8:7:8::1')).toBe(200);
  });
});
