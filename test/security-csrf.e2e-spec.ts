import { describe, expect, it } from 'vitest';
import { ACCOUNT_CHANGES, accountToChange } from './support/account-changes.js';
import { rawRequest } from './support/raw-http.js';
import { storedIn } from './support/stored.js';
import { sharedApp } from './support/test-app.js';
import { type Form, Visitor } from './support/visitor.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Every POST there is, with a form that it takes. */
const CHANGES: [path: string, form: Form][] = [
  ['/a/message/new', { body: 'hello' }],
  ['/a/message/updates', { wait: '0' }],
  ['/a/name', { name: 'Ann' }],
  ['/a/preferences', { language: 'zh-CN' }],
];

/** Ways to send a token, or something like one, with a form. */
interface Attempt {
  query?: string;
  fields?: [string, string][];
  headers?: [string, string][];
  /** In place of a form. */
  json?: Record<string, unknown>;
  cookie?: string;
}

type Make = (visitor: Visitor, other: Visitor) => Attempt;

const WAYS: [what: string, make: Make][] = [
  ...['_xsrf', '_csrf'].flatMap((name): [string, Make][] => [
    [`the field ${name}`, ({ token }) => ({ fields: [[name, token]] })],
    [`the JSON member ${name}`, ({ token }) => ({ json: { [name]: token } })],
  ]),
  ...['X-XSRFToken', 'X-CSRFToken', 'X-CSRF-Token', 'X-XSRF-Token'].map((name): [string, Make] => [
    `the header ${name}`,
    ({ token }) => ({ headers: [[name, token]] }),
  ]),
];

const FORGERIES: [what: string, make: Make][] = [
  ['is absent', () => ({})],
  ['is empty', () => ({ fields: [['_xsrf', '']], headers: [['X-XSRFToken', '']] })],
  ['belongs to another session', (_, other) => ({ fields: [['_xsrf', other.token]] })],
  ['belongs to another session, in a header', (_, other) => ({ headers: [['X-XSRFToken', other.token]] })],
  ['comes without its session', ({ token }) => ({ fields: [['_xsrf', token]], cookie: `_xsrf=${token}` })],
  [
    'comes with another session',
    ({ token }, other) => ({ fields: [['_xsrf', token]], cookie: other.cookieHeader }),
  ],
  ['is cut', ({ token }) => ({ fields: [['_xsrf', token.slice(0, -1)]] })],
  ['is longer', ({ token }) => ({ fields: [['_xsrf', `${token}a`]] })],
  ['is a bare salt', ({ token }) => ({ fields: [['_xsrf', token.slice(0, token.indexOf('-') + 1)]] })],
  ['is the session cookie', ({ session: [, value] }) => ({ fields: [['_xsrf', value]] })],
  ['is in the query', ({ token }) => ({ query: `?_xsrf=${token}&_csrf=${token}` })],
  ['is only in the cookie', ({ token }) => ({ headers: [['X-Copied', token]] })],
  [
    'is in the field twice',
    ({ token }) => ({
      fields: [
        ['_xsrf', token],
        ['_xsrf', token],
      ],
    }),
  ],
  ['is an array', ({ token }) => ({ fields: [['_xsrf[]', token]] })],
  ['is an array with an index', ({ token }) => ({ fields: [['_xsrf[0]', token]] })],
  ['is a JSON array', ({ token }) => ({ json: { _xsrf: [token] } })],
  ['is a JSON object', ({ token }) => ({ json: { _xsrf: { toString: token } } })],
  ['is null', () => ({ json: { _xsrf: null } })],
  ['is a number', () => ({ json: { _xsrf: 0 } })],
  ['is true', () => ({ json: { _xsrf: true } })],
  [
    'is in a header twice',
    ({ token }) => ({
      headers: [
        ['X-XSRFToken', token],
        ['X-XSRFToken', token],
      ],
    }),
  ],
  [
    'is wrong in the field and right in the header',
    ({ token }) => ({ fields: [['_xsrf', 'x']], headers: [['X-XSRFToken', token]] }),
  ],
  ['is in the name of the field', ({ token }) => ({ fields: [[`_xsrf=${token}`, '']] })],
];

const server = sharedApp();

function post(visitor: Visitor, path: string, form: Form, attempt: Attempt) {
  const { query = '', fields = [], headers = [], json, cookie = visitor.cookieHeader } = attempt;
  const type = json ? 'application/json' : 'application/x-www-form-urlencoded';
  const body = json
    ? JSON.stringify({ ...form, ...json })
    : new URLSearchParams([...Object.entries(form), ...fields]).toString();
  return rawRequest(server.url, {
    method: 'POST',
    path: path + query,
    headers: [['Cookie', cookie], ['Content-Type', type], ...headers],
    body,
  });
}

describe.each(CHANGES)('C1 the token of POST %s', (path, form) => {
  it.each(WAYS)('is taken from %s', async (_, make) => {
    const [visitor, other] = [await Visitor.at(server.url), await Visitor.at(server.url)];
    expect((await post(visitor, path, form, make(visitor, other))).status).toBe(200);
  });

  it.each(FORGERIES)('is refused if it %s', async (_, make) => {
    const [visitor, other] = [await Visitor.at(server.url), await Visitor.at(server.url)];
    for (const each of [visitor, other]) {
      expect((await post(each, path, form, { fields: [['_xsrf', each.token]] })).status).toBe(200);
    }
    await expectRefused(visitor, path, form, make(visitor, other));
  });

  it('is refused once its session has ended', async () => {
    const visitor = await Visitor.at(server.url);
    const right: Attempt = { fields: [['_xsrf', visitor.token]] };
    expect((await post(visitor, path, form, right)).status).toBe(200);
    const { users, entries } = await storedIn(server);
    server.clock.advance(31 * DAY_MS);
    // Rows of ended sessions may be cleared away at this moment; nothing else may change.
    expect((await post(visitor, path, form, right)).status).toBe(403);
    expect(await storedIn(server)).toMatchObject({ users, entries });
  });
});

describe('C1 changes of an account', () => {
  const { owner, filled, expectUnchanged } = accountToChange(server);

  it.each(ACCOUNT_CHANGES)('POST %s does nothing with a forged token', async (path, form) => {
    const other = await Visitor.at(server.url);
    await expectUnchanged(async () => {
      for (const [what, make] of FORGERIES) {
        const { status, text, setCookies } = await post(
          owner,
          filled(path),
          filled(form),
          make(owner, other),
        );
        const { code } = JSON.parse(text) as { code: string };
        expect([what, status, code, setCookies]).toEqual([what, 403, 'CSRF_INVALID', []]);
      }
    });
  });

  it('are made with the token', async () => {
    const changes = ACCOUNT_CHANGES.filter(([path]) => /profile$|sign-in-links?$|session}/.test(path));
    for (const [path, form] of changes) {
      const right = { fields: [['_xsrf', owner.token]] as [string, string][] };
      const { status } = await post(owner, filled(path), filled(form), right);
      expect([path, status]).toEqual([path, expect.toBeOneOf([200, 201, 303, 404])]);
    }
  });
});

describe('C1 any other POST', () => {
  it.each([
    '/',
    '/room',
    '/a/message',
    '/a/message/new/',
    '/A/MESSAGE/NEW',
    '/a/message/new?next=/',
    '/nowhere',
  ])('needs the token too: %s', async (path) => {
    const visitor = await Visitor.at(server.url);
    const right = await post(visitor, path, { body: 'hello' }, { fields: [['_xsrf', visitor.token]] });
    expect(right.status).not.toBe(403);
    await expectRefused(visitor, path, { body: 'hello' }, {});
  });
});

describe('C1 no unusual path leads to a change', () => {
  it.each([
    '//a/message/new',
    '/./a/message/new',
    '/assets/../a/message/new',
    '/assets/%2e%2e/a/message/new',
    '/assets/0/../../a/message/new',
    '/assets//a/message/new',
    '/healthz/../a/message/new',
    '/a/message/new%2f',
    '/a%2fmessage/new',
    '/a/message;/new',
  ])('%s', async (path) => {
    const visitor = await Visitor.at(server.url);
    const before = await storedIn(server);
    for (const fields of [[], [['_xsrf', visitor.token]]] as [string, string][][]) {
      const { status, setCookies } = await post(visitor, path, { body: 'hello' }, { fields });
      expect([403, 404, 405]).toContain(status);
      expect(setCookies).toEqual([]);
    }
    expect(await storedIn(server)).toEqual(before);
  });
});

async function expectRefused(visitor: Visitor, path: string, form: Form, attempt: Attempt): Promise<void> {
  const before = await storedIn(server);
  const answer = await post(visitor, path, form, attempt);
  expect(answer.status).toBe(403);
  expect(JSON.parse(answer.text)).toMatchObject({ code: 'CSRF_INVALID' });
  expect(answer.setCookies).toEqual([]);
  expect(server.heldPolls.count).toBe(0);
  expect(await storedIn(server)).toEqual(before);
}
