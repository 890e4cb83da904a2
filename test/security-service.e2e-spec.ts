import { describe, expect, it } from 'vitest';
import { rawRequest } from './support/raw-http.js';
import { sharedApp } from './support/test-app.js';
import { until } from './support/until.js';
import { Visitor } from './support/visitor.js';

const POLL = '/a/message/updates';

const server = sharedApp();

function expectUncached(headers: Headers): void {
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.has('etag')).toBe(false);
  expect(headers.has('last-modified')).toBe(false);
}

describe('K1 nothing private is kept by caches', () => {
  it.each([
    [200, '/'],
    [200, '/room?room=42'],
    [400, '/room'],
    [404, '/nowhere'],
    [405, POLL],
    [200, '/healthz'],
    [200, '/readyz'],
  ])('%i GET %s', async (status, path) => {
    const visitor = await Visitor.at(server.url);
    for (const accept of ['text/html', 'application/json', '*/*']) {
      const answer = await visitor.get(path, { accept });
      expect(answer.status).toBe(status);
      expectUncached(answer.headers);
    }
  });

  it.each<[number, string, Record<string, string>]>([
    [200, '/a/message/new', { body: 'hello' }],
    [400, '/a/message/new', { body: '' }],
    [200, POLL, { cursor: '-' }],
    [200, POLL, { wait: '0', room: 'empty' }],
    [400, POLL, { wait: '-1' }],
    [403, POLL, { _xsrf: 'stale' }],
    [200, '/a/name', { name: 'Ann' }],
    [200, '/a/preferences', { language: 'en' }],
  ])('%i POST %s %j', async (status, path, form) => {
    const visitor = await Visitor.at(server.url);
    await visitor.send('so that there is something');
    for (const accept of ['application/json', '*/*']) {
      const answer = await visitor.post(path, form, { accept });
      expect(answer.status).toBe(status);
      expectUncached(answer.headers);
    }
  });

  it('a condition does not make a page 304', async () => {
    const visitor = await Visitor.at(server.url);
    const headers = { 'if-none-match': '*', 'if-modified-since': new Date(Date.now() + 1e9).toUTCString() };
    expect((await visitor.get('/', headers)).status).toBe(200);
  });
});

const noCookie = (answer: Response) => expect(answer.headers.getSetCookie()).toEqual([]);

describe('K1 a poll sets no cookie', () => {
  it('with news, at once or held, or at the end of its hold', async () => {
    const visitor = await Visitor.at(server.url, '/room?room=k1');
    noCookie(await visitor.post(POLL, { room: 'k1', wait: '0' }));
    const held = visitor.post(POLL, { room: 'k1' });
    await until(() => server.heldPolls.count === 1);
    await visitor.send('news', { room: 'k1' });
    noCookie(await held);
    noCookie(await visitor.post(POLL, { room: 'k1', cursor: '-' }));
    const over = visitor.post(POLL, { room: 'k1' });
    await until(() => server.heldPolls.count === 1);
    server.clock.advance(60_000);
    noCookie(await over);
  });

  it.each(['application/json', '*/*', 'text/html'])('refused, asked for %s', async (accept) => {
    const visitor = await Visitor.at(server.url);
    expect(visitor.cookies.size).toBe(2);
    const cases: [number, Promise<Response>][] = [
      [400, visitor.post(POLL, { wait: '-1' }, { accept })],
      [403, visitor.post(POLL, { _xsrf: 'stale' }, { accept })],
      [403, new Visitor(server.url).post(POLL, {}, { accept })],
    ];
    for (const [status, answering] of cases) {
      const answer = await answering;
      expect(answer.status).toBe(status);
      noCookie(answer);
    }
  });

  it('neither do answers to supervisors and to programs that only read', async () => {
    for (const path of ['/healthz', '/readyz']) noCookie(await fetch(server.url + path));
    const { setCookies } = await rawRequest(server.url, {
      path: '/nowhere',
      headers: [['Accept', 'application/json']],
    });
    expect(setCookies).toEqual([]);
  });
});
