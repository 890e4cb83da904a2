import { describe, expect, it } from 'vitest';
import { assetPath } from './support/html.js';
import { type RawAnswer, type RawRequest, rawForm, rawRequest } from './support/raw-http.js';
import { sharedApp } from './support/test-app.js';
import { Visitor } from './support/visitor.js';

const html: [string, string] = ['Accept', 'text/html,application/xhtml+xml,*/*;q=0.8'];

const server = sharedApp();
const named = sharedApp({ PUBLIC_URL: 'https://chat.example.org' });

const get = (path: string, more: RawRequest = {}) =>
  rawRequest(server.url, { path, headers: [html], ...more });

async function post(
  path: string,
  form: Record<string, string>,
  headers: [string, string][] = [],
): Promise<RawAnswer> {
  const { cookieHeader, token } = await Visitor.at(server.url);
  return rawForm(
    server.url,
    path,
    { _xsrf: token, ...form },
    { headers: [['Cookie', cookieHeader], html, ...headers] },
  );
}

/** Every kind of page: the status and how to come to it. */
const PAGES: [status: number, what: string, open: () => Promise<RawAnswer>][] = [
  [200, 'the lobby', () => get('/')],
  [200, 'a room', () => get('/room?room=42')],
  [200, 'the tests of the connection', () => get('/diagnose')],
  [400, 'a room that cannot be', () => get('/room?room=~x')],
  [400, 'no room', () => get('/room')],
  [400, 'two Host headers', () => get('/', { hosts: ['a.example', 'b.example'] })],
  [400, 'a blank message', () => post('/a/message/new', { body: ' ' })],
  [403, 'a stale token', () => post('/a/message/new', { body: 'hello', _xsrf: 'stale' })],
  [403, 'another site', () => post('/a/message/new', { body: 'hello' }, [['Sec-Fetch-Site', 'cross-site']])],
  [404, 'a wrong address', () => get('/nowhere')],
  [404, 'a wrong address of a file', () => get('/assets/0/nothing.js')],
  [404, 'an address that cannot be decoded', () => get('/%E0%A4%A')],
  [404, 'a file outside', () => get('/assets/0/../../package.json')],
  [404, 'a file outside, encoded', () => get('/assets/0/%2e%2e%2f%2e%2e%2fpackage.json')],
  [404, 'a file with a NUL', () => get('/assets/0/%00framed-page.js')],
  [404, 'a hidden file', () => get('/assets/0/.env')],
  [405, 'a wrong method', () => get('/', { method: 'DELETE' })],
  [405, 'a change by GET', () => get('/a/message/new')],
  [409, 'an id used twice', usedTwice],
  [413, 'too much', () => post('/a/message/new', { body: 'x'.repeat(70_000) })],
  [415, 'another kind of body', () => get('/a/message/new', { method: 'POST', body: 'hello' })],
  [421, 'another host', () => rawRequest(named.url, { headers: [html] })],
];

async function usedTwice(): Promise<RawAnswer> {
  const visitor = await Visitor.at(server.url);
  const form = { client_id: 'one', _xsrf: visitor.token };
  await visitor.send('first', form);
  const headers: [string, string][] = [['Cookie', visitor.cookieHeader], html];
  return rawForm(server.url, '/a/message/new', { body: 'second', ...form }, { headers });
}

describe('X4 the Content-Security-Policy', () => {
  it.each(PAGES)('is on every page: %i %s', async (status, _, open) => {
    const { status: got, headers, text } = await open();
    expect([got, headers['content-type']]).toEqual([status, 'text/html; charset=utf-8']);
    const policy = directives(headers['content-security-policy'] as string | undefined);
    expect(policy).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'img-src': expect.stringMatching(/^'self'( data:)?$/),
      'connect-src': "'self'",
      'manifest-src': "'self'",
      'form-action': "'self'",
      'base-uri': "'none'",
      'frame-ancestors': "'none'",
    });
    expect(headers).toMatchObject({
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      // "no-referrer" would make browsers send `Origin: null` with forms.
      'referrer-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expectNothingInline(text);
  });
});

describe('X4 files', () => {
  it.each([
    ['framed-page.js', /^text\/javascript/],
    ['style.css', /^text\/css/],
    ['linger.svg', /^image\/svg\+xml/],
  ])('%s cannot be taken for another type', async (file, type) => {
    const { status, headers } = await get(assetPath((await get('/')).text, file));
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(type);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers).not.toHaveProperty('set-cookie');
  });
});

function directives(policy = ''): Record<string, string> {
  return Object.fromEntries(
    policy.split(';').map((directive) => {
      const [name = '', ...values] = directive.trim().split(/\s+/);
      return [name, values.join(' ')];
    }),
  );
}

/** The page must not need what the policy forbids, and loads nothing from elsewhere. */
function expectNothingInline(page: string): void {
  const tags = page.match(/<[a-z][^>]*>/gi) ?? [];
  expect(tags.length).toBeGreaterThan(5);
  expect(tags.filter((tag) => /\s(?:on\w+|style)=|<(?:style|base|iframe|object|embed)\b/i.test(tag))).toEqual(
    [],
  );
  expect(tags.filter((tag) => /^<script(?![^>]*\ssrc=)/i.test(tag))).toEqual([]);
  expect(tags.filter((tag) => /\s(?:src|href|action)="(?!\/(?!\/)|#)/i.test(tag))).toEqual([]);
}
