import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { cookiePairs, rawForm, rawRequest } from './support/raw-http.js';
import { NOTHING_STORED, storedIn } from './support/stored.js';
import { type TestApp, sharedApp, startApp } from './support/test-app.js';
import { Visitor } from './support/visitor.js';

const PUBLIC_HOST = 'chat.example.org:8443';

const server = sharedApp();
const named = sharedApp({ PUBLIC_URL: `https://${PUBLIC_HOST}/` });

/** Bytes as they are, and whatever comes back until the server closes. */
async function exchange(app: TestApp, request: string): Promise<string> {
  const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
  // Keep the socket open: the server treats its end as a disconnected client.
  socket.write(request);
  return text(socket);
}

describe('H1 two Host headers', () => {
  it.each([
    ['different', ['127.0.0.1', 'evil.example']],
    ['the same', ['127.0.0.1', '127.0.0.1']],
    ['one empty', ['127.0.0.1', '']],
    ['three', ['a', 'b', 'c']],
  ])('%s are 400', async (_, hosts) => {
    expect((await rawRequest(server.url)).status).toBe(200);
    for (const path of ['/', '/room?room=42', '/healthz', '/nowhere', '/assets/0/framed-page.js']) {
      expect([path, (await rawRequest(server.url, { path, hosts })).status]).toEqual([path, 400]);
    }
  });

  it('store nothing and set no cookie', async () => {
    const fresh = await startApp();
    try {
      const { cookieHeader, token } = await Visitor.at(fresh.url);
      const { host } = new URL(fresh.url);
      const send = (hosts: string[]) =>
        rawForm(
          fresh.url,
          '/a/message/new',
          { body: 'hello', _xsrf: token },
          { hosts, headers: [['Cookie', cookieHeader]] },
        );
      expect((await send([host, host])).status).toBe(400);
      expect(await storedIn(fresh)).toEqual(NOTHING_STORED);
      expect((await send([host])).status).toBe(200);
    } finally {
      await fresh.close();
    }
  });

  it('and no Host header are 400, in HTTP/1.0 too', async () => {
    expect(await exchange(server, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).toMatch(
      /^HTTP\/1\.1 200 /,
    );
    expect(await exchange(server, 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await exchange(server, 'GET / HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('H1 a Host other than PUBLIC_URL’s', () => {
  it.each([
    '127.0.0.1',
    'evil.example',
    'chat.example.org',
    'chat.example.org:443',
    'chat.example.org:8443.evil.example',
    'x.chat.example.org:8443',
    'evilchat.example.org:8443',
    'chat.example.org:8443@evil.example',
    'chat.example.org:8443, evil.example',
    '',
  ])('%j is 421', async (host) => {
    expect((await rawRequest(named.url, { hosts: [PUBLIC_HOST] })).status).toBe(200);
    for (const path of ['/', '/room?room=42', '/nowhere', '/assets/0/framed-page.js']) {
      const answer = await rawRequest(named.url, { path, hosts: [host] });
      expect([path, answer.status, answer.setCookies]).toEqual([path, 421, []]);
      expect(answer.text).not.toContain('evil.example');
    }
  });

  it.each(['CHAT.example.ORG:8443'])('accepts %s, which is the same host', async (host) => {
    expect((await rawRequest(named.url, { hosts: [host] })).status).toBe(200);
  });

  it('still lets supervisors ask by address', async () => {
    for (const path of ['/healthz', '/readyz']) {
      const { status, text: told } = await rawRequest(named.url, { path });
      expect([path, status, told]).toEqual([path, 200, '{"status":"ok"}']);
    }
  });

  it('stores nothing, even with the right token', async () => {
    const cookie = cookiePairs(await rawRequest(named.url, { hosts: [PUBLIC_HOST] })).join('; ');
    const form = { body: 'hello', _xsrf: /_xsrf=([^;]*)/.exec(cookie)?.[1] ?? '' };
    const send = (host: string, more: [string, string][] = []) =>
      rawForm(named.url, '/a/message/new', form, { hosts: [host], headers: [['Cookie', cookie], ...more] });

    expect((await send('evil.example')).status).toBe(421);
    expect((await send('evil.example', [['X-Forwarded-Host', PUBLIC_HOST]])).status).toBe(421);
    expect(await storedIn(named)).toEqual(NOTHING_STORED);
    expect((await send(PUBLIC_HOST)).status).toBe(200);
  });
});

/** The parts of a page that differ between visitors: token, actor, and the id of the next message. */
const OWN =
  /name="(?:_xsrf|acting_as|client_id)" value="[^"]*"|&quot;(?:actingAs|anonymousId)&quot;:&quot;.*?&quot;/g;
const withoutOwn = (page: string) => page.replaceAll(OWN, '');
const withoutValue = (cookie: string) => cookie.replace(/=[^;]*/, '');

describe('H1 forwarded headers from anybody', () => {
  it.each<[string, string]>([
    ['X-Forwarded-Host', 'evil.example'],
    ['X-Forwarded-Proto', 'https'],
    ['X-Forwarded-For', '10.0.0.1'],
    ['X-Forwarded-Port', '1'],
    ['X-Forwarded-Prefix', '/evil'],
    ['Forwarded', 'for=10.0.0.1;host=evil.example;proto=https'],
    ['X-Original-URL', '/a/message/new'],
    ['X-Rewrite-URL', '/nowhere'],
    ['X-Host', 'evil.example'],
    ['X-HTTP-Method-Override', 'DELETE'],
  ])('%s: %s changes nothing', async (name, value) => {
    const plain = await rawRequest(server.url, { path: '/room?room=42' });
    const forwarded = await rawRequest(server.url, { path: '/room?room=42', headers: [[name, value]] });
    expect(withoutOwn(forwarded.text)).toBe(withoutOwn(plain.text));
    expect(forwarded.setCookies.map(withoutValue)).toEqual(plain.setCookies.map(withoutValue));
  });

  it('do not replace the Host header', async () => {
    const headers: [string, string][] = [
      ['X-Forwarded-Host', PUBLIC_HOST],
      ['Forwarded', `host="${PUBLIC_HOST}"`],
    ];
    expect((await rawRequest(named.url, { headers })).status).toBe(421);
  });
});

describe('H1 TRACE', () => {
  it.each([
    [405, '/'],
    [405, '/room?room=42'],
    [405, '/a/message/new'],
    [405, '/healthz'],
    [405, '/nowhere'],
    [405, '/assets/0/framed-page.js'],
  ])('is %i and echoes nothing: %s', async (status, path) => {
    const headers: [string, string][] = [
      ['Cookie', 'linger=canary; linger_0123456789ab=canary'],
      ['X-Canary', 'canary'],
    ];
    const answer = await rawRequest(server.url, { method: 'TRACE', path, headers });
    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain('canary');
    expect(answer.headers['content-type']).not.toBe('message/http');
  });

  it.each(['TRACK', 'CONNECT', 'GE T', 'get'])('%s is refused too', async (method) => {
    const answer = await exchange(
      server,
      `${method} / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Canary: canary\r\n\r\n`,
    );
    expect(answer).not.toMatch(/^HTTP\/1\.1 2|canary/);
  });
});

describe('H1 smuggling a second request', () => {
  const twice = 'GET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n';

  it.each([
    [
      'both lengths',
      `Content-Length: ${twice.length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${twice}`,
    ],
    ['two lengths', `Content-Length: 0\r\nContent-Length: ${twice.length}\r\n\r\n${twice}`],
    ['a length that is no number', `Content-Length: +5\r\n\r\n${twice}`],
    ['an unknown coding', `Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${twice}`],
    ['a coding not at the end', `Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${twice}`],
    ['a space before the colon', `Content-Length : 0\r\n\r\n${twice}`],
    ['a folded header', `X-A: b\r\n Content-Length: 5\r\n\r\n${twice}`],
  ])('is refused: %s', async (_, rest) => {
    const answer = await exchange(server, `POST /nowhere HTTP/1.1\r\nHost: 127.0.0.1\r\n${rest}`);
    expect(answer).toMatch(/^HTTP\/1\.1 [45]\d\d /);
    expect(answer.match(/^HTTP\/1\.1 /gm)).toHaveLength(1);
  });
});
