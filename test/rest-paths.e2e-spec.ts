import { beforeAll, describe, expect, it } from 'vitest';
import { rawRequest } from './support/raw-http.js';
import { RestClient } from './support/rest-client.js';
import { storedIn } from './support/stored.js';
import { sharedApp } from './support/test-app.js';

const ID = '01890000-0000-7000-8000-000000000000';

const server = sharedApp();
let ann: RestClient;
beforeAll(async () => {
  ann = await RestClient.at(server.url);
});

/** As it stands, with all that a change needs; whatever the path is, nothing is stored. */
async function ask(method: string, path: string): Promise<{ status: number; code: string; allow?: string }> {
  const before = await storedIn(server);
  const headers: [string, string][] = [
    ['Cookie', ann.cookieHeader],
    ['X-XSRFToken', ann.token],
    ['Accept', 'text/html'],
  ];
  const json = method === 'POST' ? '{"body":"hello","topic":"x"}' : undefined;
  if (json) headers.push(['Content-Type', 'application/json']);
  const answer = await rawRequest(server.url, { method, path, headers, ...(json ? { body: json } : {}) });
  expect(await storedIn(server)).toEqual(before);
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(answer.text).not.toMatch(/node_modules|\bat \/|URIError/);
  const { code } = JSON.parse(answer.text) as { code: string };
  return { status: answer.status, code, ...(answer.headers.allow ? { allow: answer.headers.allow } : {}) };
}

/** Every path that names a room. */
const PATHS: [method: string, path: (room: string) => string][] = [
  ['GET', (room) => `/api/rooms/${room}/entries`],
  ['GET', (room) => `/api/rooms/${room}/people`],
  ['POST', (room) => `/api/rooms/${room}/messages`],
  ['POST', (room) => `/api/rooms/${room}/messages/${ID}/edit`],
  ['POST', (room) => `/api/rooms/${room}/messages/${ID}/delete`],
  ['GET', (room) => `/api/rooms/${room}`],
  ['GET', (room) => `/api/rooms/${room}/members`],
  ['GET', (room) => `/api/rooms/${room}/bans`],
  ['GET', (room) => `/api/rooms/${room}/invitations`],
  ['GET', (room) => `/api/rooms/${room}/links`],
  ['POST', (room) => `/api/rooms/${room}/topic`],
  ['POST', (room) => `/api/rooms/${room}/leave`],
  ['POST', (room) => `/api/rooms/${room}/delete`],
  ['POST', (room) => `/api/rooms/${room}/members/${ID}/remove`],
  ['POST', (room) => `/api/rooms/${room}/invitations/${ID}/withdraw`],
  ['POST', (room) => `/api/rooms/${room}/links`],
  ['POST', (room) => `/api/invitations/${room}/accept`],
];

describe('U1 a room in a path', () => {
  it.each(['%', '%E4%BD', '%zz', 'a%', '%ff', '%c0%ae', '%ed%a0%80', '%f8%88%80%80%80', '%u0041'])(
    'is 400 if it is not percent-encoded UTF-8: %s',
    async (room) => {
      for (const [method, path] of PATHS)
        expect(await ask(method, path(room))).toEqual({ status: 400, code: 'BAD_REQUEST' });
    },
  );

  it.each(['%', '%E4%BD', '%ff'])('is a problem in JSON for other methods too: %s', async (room) => {
    for (const [, path] of PATHS) {
      for (const method of ['DELETE', 'PUT', 'OPTIONS'])
        expect(await ask(method, path(room))).toEqual({ status: 404, code: 'NOT_FOUND' });
      expect(await ask('TRACE', path(room))).toEqual({ status: 405, code: 'METHOD_NOT_ALLOWED' });
    }
  });

  it('gets the same answer in capitals', async () => {
    expect(await ask('GET', '/API/rooms/%/entries')).toEqual({ status: 400, code: 'BAD_REQUEST' });
    expect(await ask('POST', '/API/ROOMS/a%2Fb/MESSAGES')).toEqual({ status: 400, code: 'ROOM_INVALID' });
  });

  it.each([
    ['a comma', 'a,b'],
    ['a colon', 'a%3Ab'],
    ['a slash', 'a%2Fb'],
    ['a backslash', 'a%5Cb'],
    ['a question mark', 'a%3Fb'],
    ['a number sign', 'a%23b'],
    ['a percent sign', 'a%25b'],
    ['a percent sign, encoded twice', '%2561'],
    ['NUL', 'a%00b'],
    ['a line feed', 'a%0Ab'],
    ['CR LF', 'a%0D%0ASet-Cookie%3A%20x'],
    ['a line separator', 'a%E2%80%A8b'],
    ['nothing but invisible characters', '%E2%80%8B'],
    ['nothing but space', '%20'],
    ['a dot', '%2e'],
    ['two dots', '%2E%2E'],
    ['65 characters', 'r'.repeat(65)],
    ['5,000 marks', `a${'%CC%B4'.repeat(1000)}`],
    ['an @', '@you'],
    ['a ~ and what no key has', '~a%20b'],
  ])('is 400 with %s', async (_, room) => {
    for (const [method, path] of PATHS)
      expect(await ask(method, path(room))).toEqual({ status: 400, code: 'ROOM_INVALID' });
  });

  it.each(['~x', '%7Ex', '~01a2078f-bd42-71b7'])(
    'is 404 for a private room, as for one that does not exist: %s',
    async (room) => {
      for (const [method, path] of PATHS)
        expect(await ask(method, path(room))).toEqual({ status: 404, code: 'NOT_FOUND' });
    },
  );

  it.each([
    ['caf%C3%A9', 'cafe\u0301'],
    ['%EF%BC%94%EF%BC%92', '42'],
    ['Stra%C3%9Fe', 'strasse'],
    ['a+b', 'a+b'],
    ['a%20%20b', 'a  b'],
    ["!$&'()*;=", "!$&'()*;="],
    ['__proto__', '__proto__'],
  ])('for %s is that of %s', async (encoded, name) => {
    const said = await ann.say(name, 'hello');
    const { text } = await rawRequest(server.url, { path: `/api/rooms/${encoded}/entries` });
    expect(JSON.parse(text)).toMatchObject({ room: said.room, entries: [{ message: { id: said.id } }] });
  });
});

describe('a message in a path', () => {
  it.each(['x', '%00', '%20', 'a%2Fb', '%F0%9F%98%80', 'x'.repeat(5000), "'%20or%201=1", '__proto__'])(
    'is 404 if it does not exist: %s',
    async (id) => {
      for (const change of ['edit', 'delete'])
        expect(await ask('POST', `/api/rooms/a/messages/${id}/${change}`)).toEqual({
          status: 404,
          code: 'NOT_FOUND',
        });
    },
  );

  it.each(['%', '%ff'])('that is not percent-encoded UTF-8 is 400: %s', async (id) => {
    for (const change of ['edit', 'delete'])
      expect((await ask('POST', `/api/rooms/a/messages/${id}/${change}`)).status).toBe(400);
  });
});
