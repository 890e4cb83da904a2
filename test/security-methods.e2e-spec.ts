import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { rawRequest } from './support/raw-http.js';
import { storedIn } from './support/stored.js';
import { sharedApp } from './support/test-app.js';
import { Visitor } from './support/visitor.js';

const NEW = '/a/message/new';
const FORM = 'application/x-www-form-urlencoded';

type Headers = [name: string, value: string][];

const server = sharedApp();

describe('C3 a change by another method', () => {
  it.each(['/a/message/new', '/a/message/updates', '/a/name', '/a/preferences'])(
    'GET %s is 405',
    async (path) => {
      const visitor = await Visitor.at(server.url);
      const form = { body: 'hello', name: 'Ann', language: 'en', wait: '0' };
      expect((await visitor.post(path, form)).status).toBe(200);
      const before = await storedIn(server);
      const query = new URLSearchParams({ ...form, _xsrf: visitor.token }).toString();
      const headers: Headers = [
        ['Cookie', visitor.cookieHeader],
        ['X-XSRFToken', visitor.token],
        ['X-HTTP-Method-Override', 'POST'],
      ];
      for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND']) {
        const answer = await rawRequest(server.url, {
          method,
          path: `${path}?${query}&_method=POST`,
          headers,
        });
        expect([method, answer.status, answer.headers.allow]).toEqual([method, 405, 'POST']);
        expect(answer.setCookies).toEqual([]);
      }
      expect(await storedIn(server)).toEqual(before);
    },
  );

  it('DELETE of a page is 405', async () => {
    const answer = await rawRequest(server.url, { method: 'DELETE' });
    expect([answer.status, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
  });
});

const post = async (type: string | undefined, body: string | Uint8Array, more: Headers = []) => {
  const { cookieHeader, token } = await Visitor.at(server.url);
  const headers: Headers = [['Cookie', cookieHeader], ['X-XSRFToken', token], ...more];
  if (type !== undefined) headers.push(['Content-Type', type]);
  return rawRequest(server.url, { method: 'POST', path: NEW, headers, body });
};

describe('C3 a body of another kind', () => {
  it.each([
    ['text/plain', 'body=hello'],
    ['text/plain', '{"body":"hello"}'],
    ['text/plain; application/json', '{"body":"hello"}'],
    ['application/json, text/plain', '{"body":"hello"}'],
    ['text/plain, application/json', '{"body":"hello"}'],
    ['text/json', '{"body":"hello"}'],
    ['application/jsonp', '{"body":"hello"}'],
    ['application/x-www-form-urlencoded-not', 'body=hello'],
    [
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="body"\r\n\r\nhello\r\n--b--\r\n',
    ],
    ['text/xml', '<body>hello</body>'],
    ['application/octet-stream', 'body=hello'],
    ['', 'body=hello'],
    [undefined, 'body=hello'],
  ])('%s is 415: %s', async (type, body) => {
    expect((await post(FORM, 'body=hello')).status).toBe(200);
    expect((await post('Application/JSON; charset=utf-8', '{"body":"hello"}')).status).toBe(200);
    const before = await storedIn(server);
    const answer = await post(type, body);
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
    expect(await storedIn(server)).toEqual(before);
  });

  it('a compressed one is 415', async () => {
    const before = await storedIn(server);
    expect((await post(FORM, gzipSync('body=hello'), [['Content-Encoding', 'gzip']])).status).toBe(415);
    expect(await storedIn(server)).toEqual(before);
  });
});
