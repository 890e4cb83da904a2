import { describe, expect, it } from 'vitest';
import { rawRequest } from './support/raw-http.js';
import { storedIn } from './support/stored.js';
import { sharedApp } from './support/test-app.js';
import { Visitor } from './support/visitor.js';

const NEW = '/a/message/new';
const POLL = '/a/message/updates';

const server = sharedApp();

const post = (visitor: Visitor, path: string, text: string) =>
  visitor.postRaw(path, text, { 'content-type': 'application/json', 'x-xsrftoken': visitor.token });

describe('R4 JSON that is no object', () => {
  it.each([
    'null',
    '[]',
    '[{"body":"hello"}]',
    '"body"',
    '7',
    'true',
    '{',
    '{"body":"hello"',
    '{"body":"hello"}}',
  ])('%s is 400', (text) => expectRefused(NEW, text));

  it.each([
    "{'body':'hello'}",
    '{"body":"hello",}',
    '{body:"hello"}',
    '{"body":"hello"}\0',
    '\ufeff{"body":"hello"}',
  ])('%j is 400', (text) => expectRefused(NEW, text));

  it.each([
    '{"body":"\n"}',
    '{"body":NaN}',
    '{"body":"\\x41"}',
    '{"body":"\\ud8"}',
    '// {}',
    ' ',
    'body=hello',
  ])('%j is 400 as well', (text) => expectRefused(NEW, text));
});

describe('R4 values of a wrong type', () => {
  it.each(['null', '7', 'true', '[]', '{}', '["hello"]', '""', '{"toString":"hello"}', '{"length":1}'])(
    'body %s is 400',
    (value) => expectRefused(NEW, `{"body":${value}}`),
  );

  it.each(['null', '7', 'true', 'false', '[]', '{}', '["42"]', '{"toString":"42"}'])(
    'room %s is 400',
    async (value) => {
      await expectRefused(NEW, `{"body":"hello","room":${value}}`);
      await expectRefused(POLL, `{"wait":0,"room":${value}}`);
    },
  );

  it.each(['null', '7', 'true', '[]', '{}', '"a b"', '"ä"', '"a\\n"', '"../a"', '"%61"'])(
    'client_id %s is 400',
    (value) => expectRefused(NEW, `{"body":"hello","client_id":${value}}`),
  );

  it.each(['null', '7', 'true', '[]', '{}'])('cursor %s is 400', (value) =>
    expectRefused(POLL, `{"wait":0,"cursor":${value}}`),
  );

  it.each([
    'null',
    'true',
    '[]',
    '[0]',
    '{}',
    '-1',
    '-0.001',
    '1e999',
    '-1e999',
    '"-1"',
    '"NaN"',
    '"Infinity"',
    '"0x1"',
  ])('wait %s is 400', (value) => expectRefused(POLL, `{"wait":${value}}`));

  it.each(['"1e9"', '"1,5"', '"1 "', '"+1"', '"."', '"９"', `"${'9'.repeat(400)}"`])(
    'wait %s is 400 as well',
    (value) => expectRefused(POLL, `{"wait":${value}}`),
  );

  it.each(['null', '7', 'true', '[]', '{}', '""', '"  "'])('name %s is 400', (value) =>
    expectRefused('/a/name', `{"name":${value}}`),
  );

  it.each(['null', '7', '[]', '["en"]', '{}', '""', '"de"', '"EN"', '"__proto__"', '"toString"', '"../en"'])(
    'language %s is 400',
    (value) => expectRefused('/a/preferences', `{"language":${value}}`),
  );

  it('nothing at all is 400', async () => {
    for (const path of [NEW, '/a/name']) {
      await expectRefused(path, '{}');
      const visitor = await Visitor.at(server.url);
      const headers: [string, string][] = [
        ['Cookie', visitor.cookieHeader],
        ['X-XSRFToken', visitor.token],
        ['Content-Length', '0'],
      ];
      expect((await rawRequest(server.url, { method: 'POST', path, headers })).status).toBe(400);
    }
  });

  it('the right ones are taken', async () => {
    const visitor = await Visitor.at(server.url);
    const right: [string, string][] = [
      [NEW, '{"body":"hello","room":"42","client_id":"a-B_9"}'],
      [POLL, '{"wait":0,"room":"42","cursor":"any"}'],
      [POLL, '{"wait":"0.000","room":"43"}'],
      ['/a/name', '{"name":"Ann"}'],
      ['/a/preferences', '{"language":"zh-CN"}'],
    ];
    for (const [path, text] of right)
      expect([path, (await post(visitor, path, text)).status]).toEqual([path, 200]);
  });
});

describe('R4 queries', () => {
  it.each([
    'room=1&room=2',
    'room=&room=2',
    'room[]=1',
    'room[a]=1',
    'room',
    'room=',
    '',
    '__proto__=1',
    'room=%00',
    'room=~x',
  ])('/room?%s is 400', async (query) => {
    expect((await rawRequest(server.url, { path: '/room?room=1' })).status).toBe(200);
    const before = await storedIn(server);
    expect((await rawRequest(server.url, { path: `/room?${query}` })).status).toBe(400);
    expect(await storedIn(server)).toEqual(before);
  });

  it.each([
    '__proto__=1',
    '__proto__[a]=1',
    'constructor=1',
    'a=1&a=2',
    '&&&',
    '=',
    '%',
    '%zz',
    'a[b][c]=1',
    'x=y'.repeat(3000),
  ])('the lobby does not mind ?%s', async (query) => {
    expect((await rawRequest(server.url, { path: `/?${query}` })).status).toBe(200);
    expect((await rawRequest(server.url, { path: `/room?room=1&${query}` })).status).toBe(200);
  });
});

describe('R4 headers', () => {
  it.each<[string, string]>([
    ['Cookie', ';;;=;a;=b;linger;linger=;language=__proto__;language=toString'],
    ['Cookie', 'linger=..............................................'],
    ['Cookie', 'a=b;'.repeat(3000)],
    ['Accept-Language', '*;q=x,,;;,zh-;q=9,__proto__'],
    ['Accept', ';;,text/html;q=abc,__proto__/x'],
    ['Content-Length', '0'],
    ['If-None-Match', '"x"'],
    ['If-Modified-Since', 'yesterday'],
    ['Range', 'bytes=0-0,1-1'],
    ['Expect', 'nothing'],
  ])('%s: %s does no harm', async (name, value) => {
    for (const path of ['/', '/nowhere']) {
      const { status } = await rawRequest(server.url, { path, headers: [[name, value]] });
      expect(status).toBeLessThan(500);
    }
  });
});

async function expectRefused(path: string, text: string): Promise<void> {
  const visitor = await Visitor.at(server.url);
  const before = await storedIn(server);
  const answer = await post(visitor, path, text);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ status: 400, code: expect.stringMatching(/^[A-Z_]+$/) });
  expect(answer.headers.getSetCookie()).toEqual([]);
  expect(server.heldPolls.count).toBe(0);
  expect(await storedIn(server)).toEqual(before);
}
