import { beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, sharedAccounts } from './support/account.js';
import { HTML } from './support/fill-in.js';
import { groupOf } from './support/groups.js';
import { storedIn } from './support/stored.js';
import { sharedApp } from './support/test-app.js';
import { type Form, Visitor } from './support/visitor.js';

const server = sharedApp({ LIMITS: 'off' });

/** Everything that redirects to `next`. */
const CHANGES: [path: string, form: Form][] = [
  ['/a/message/new', { body: 'hello' }],
  ['/a/name', { name: 'Ann' }],
  ['/a/preferences', { language: 'zh-CN' }],
];

const ELSEWHERE = [
  '//evil.example',
  '///evil.example',
  '////evil.example',
  '/\\evil.example',
  '\\/evil.example',
  '\\\\evil.example',
  'https:evil.example',
  'https://evil.example',
  'HTTPS://evil.example',
  'http:/evil.example',
  'https:\\\\evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  'evil.example',
  '@evil.example',
  '?//evil.example',
  '#x',
  '.',
  '..//evil.example',
  '//user@evil.example',
  'https://127.0.0.1@evil.example',
  '/\\user@evil.example',
  '//evil.example:80@x',
  '//[::1]',
  '//%5c',
  '/\t/evil.example',
  '\t//evil.example',
  '/\n/evil.example',
  '/\r/evil.example',
  '/a\r\nSet-Cookie: a=b',
  '/a\nb',
  '/a\rb',
  '/\0/evil.example',
  '\0//evil.example',
  '/\u000b/evil.example',
  '/\u0085/evil.example',
  '/\u007f/evil.example',
  '/\u001b',
  ' //evil.example',
  ' /room',
  '\u00a0//evil.example',
  '\ufeff/room',
  '/a\\b',
  `/${'a'.repeat(2000)}`,
];

const LOCAL: [next: string, location: string][] = [
  ['/', '/'],
  ['/room?room=42', '/room?room=42'],
  ['/room?room=%E6%B5%8B', '/room?room=%E6%B5%8B'],
  ['/room?room=测', '/room?room=%E6%B5%8B'],
  ['/a//b?c=//d#e', '/a//b?c=//d#e'],
  ['/?next=https://evil.example', '/?next=https://evil.example'],
  ['/%2f%2fevil.example', '/%2f%2fevil.example'],
  ['/%0d%0aSet-Cookie:a=b', '/%0d%0aSet-Cookie:a=b'],
  ['/．．//evil.example', '/%EF%BC%8E%EF%BC%8E//evil.example'],
  ['/／evil.example', '/%EF%BC%8Fevil.example'],
  ['/room?room=a%20b#message', '/room?room=a%20b#message'],
  ['/你好', '/%E4%BD%A0%E5%A5%BD'],
];

describe.each(CHANGES)('O1 next of POST %s', (path, form) => {
  it.each(LOCAL)('may be %j', async (next, location) => {
    const visitor = await Visitor.at(server.url);
    const { entries } = await storedIn(server);
    const answer = await visitor.post(path, { ...form, next });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, location]);
    if ('body' in form) expect((await storedIn(server)).entries).toHaveLength(entries.length + 1);
    // Any browser stays on this server.
    expect(new URL(location, server.url).origin).toBe(server.url);
  });

  it('may be empty, as if absent', async () => {
    const visitor = await Visitor.at(server.url);
    expect((await visitor.post(path, { ...form, next: '' })).status).toBe(200);
  });

  it.each(ELSEWHERE)('may not be %j', async (next) => {
    await expectRefused((visitor) => visitor.post(path, { ...form, next }), 'NEXT_INVALID');
    await expectRefused((visitor) => json(path, visitor, { ...form, next }), 'NEXT_INVALID');
  });

  it.each<[string, [string, string][]]>([
    [
      'twice',
      [
        ['next', '/'],
        ['next', '/'],
      ],
    ],
    [
      'twice, the second elsewhere',
      [
        ['next', '/'],
        ['next', '//evil.example'],
      ],
    ],
    [
      'twice, one empty',
      [
        ['next', ''],
        ['next', '/'],
      ],
    ],
    ['an array', [['next[]', '/']]],
    ['an array with an index', [['next[0]', '/']]],
    ['nested', [['next[to]', '/']]],
  ])('may not come %s', async (_, fields) => {
    await expectRefused((visitor) =>
      visitor.postRaw(
        path,
        new URLSearchParams([...Object.entries({ ...form, _xsrf: visitor.token }), ...fields]),
      ),
    );
  });

  it.each([[['/']], [['//evil.example']], [{ toString: '/' }], [null], [7], [true], [[]], [{}]])(
    'may not be the JSON value %j',
    (next) => expectRefused((visitor) => json(path, visitor, { ...form, next })),
  );

  it('may not be a duplicate JSON member', () =>
    expectRefused((visitor) => {
      const text = JSON.stringify({ ...form, _xsrf: visitor.token, next: '/' });
      return visitor.postRaw(path, text.replace(/\}$/, ',"\\u006eext":"//evil.example"}'), JSON_TYPE);
    }));

  it('with half a character is encoded, not followed', async () => {
    const visitor = await Visitor.at(server.url);
    const answer = await json(path, visitor, { ...form, next: '/\ud800' });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/%EF%BF%BD']);
  });
});

describe('O1 next of pages and of other forms', () => {
  const [ann, bob] = sharedAccounts(server, 'Ann', 'Bob');
  let group: string;
  beforeAll(async () => {
    group = await groupOf(ann);
  });

  it.each(ELSEWHERE)('may not be %j', async (next) => {
    const before = await storedIn(server);
    const query = new URLSearchParams({ room: group, next }).toString();
    for (const path of ['/sign-in', '/sign-up']) {
      const visitor = await Visitor.at(server.url);
      expect([path, (await visitor.get(`${path}?${query}`)).status]).toEqual([path, 400]);
      const fields = { name: 'Ann', password: PASSWORD, next };
      expect([path, (await visitor.post(path, fields, HTML)).status]).toEqual([path, 400]);
    }
    expect((await ann.get(`/confirm/leave?${query}`)).status).toBe(400);
    for (const path of [`/a/friends/${bob.id}/request`, '/api/groups'])
      expect([path, (await ann.post(path, { name: 'x', next }, HTML)).status]).toEqual([path, 400]);
    expect(await storedIn(server)).toEqual(before);
  });
});

const JSON_TYPE = { 'content-type': 'application/json' };

function json(path: string, visitor: Visitor, members: object): Promise<Response> {
  return visitor.postRaw(path, JSON.stringify({ ...members, _xsrf: visitor.token }), JSON_TYPE);
}

async function expectRefused(ask: (visitor: Visitor) => Promise<Response>, code?: string): Promise<void> {
  const visitor = await Visitor.at(server.url);
  const before = await storedIn(server);
  const answer = await ask(visitor);
  expect(answer.status).toBe(400);
  if (code !== undefined) expect(await answer.json()).toMatchObject({ code });
  expect(answer.headers.has('location')).toBe(false);
  expect(answer.headers.getSetCookie()).toEqual([]);
  expect(await storedIn(server)).toEqual(before);
}
