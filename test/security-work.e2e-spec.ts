import { beforeAll, describe, expect, it, vi } from 'vitest';
import { refusal, sharedAccounts, signedUp } from './support/account.js';
import { groupOf } from './support/groups.js';
import { RestClient } from './support/rest-client.js';
import { storedIn } from './support/stored.js';
import { sharedApp } from './support/test-app.js';

/** What normalisation may be given, in UTF-16 units, and how many marks in a row: that of a password. */
const MAX_UNITS = 2048;
const MAX_RUN = 1024;

const server = sharedApp();
const [ann] = sharedAccounts(server, 'Ann');
let group: string;
beforeAll(async () => {
  group = await groupOf(ann);
});

/** As long as a request may be. */
const HOSTILE: [kind: string, text: string][] = [
  ['two kinds of marks', `a${'\u0301'.repeat(15_000)}${'\u0316'.repeat(15_000)}`],
  ['marks in turn', `a${'\u0316\u0301'.repeat(15_000)}`],
  ['marks with what folding removes between', `a${`${'\u0301'.repeat(16)}\u3164`.repeat(1_500)}`],
  ['marks with signs that become marks between', `a${`${'\u0316'.repeat(16)}\uff9e`.repeat(1_500)}`],
  ['signs that become eighteen', '\ufdfa'.repeat(20_000)],
  ['letters', 'r'.repeat(60_000)],
];

/** Every field that takes what people write, but messages, which are never normalised. */
const FIELDS: [path: string, body: (text: string) => object][] = [
  ['/a/message/new', (room) => ({ body: 'hello', room })],
  ['/a/message/new', (body) => ({ body })],
  ['/a/message/new', (body) => ({ body, room: '~no-such-room-no-such-ro' })],
  ['/a/message/new', (next) => ({ body: 'hello', next: `/${next}` })],
  ['/a/message/new', (client_id) => ({ body: 'hello', client_id })],
  ['/a/message/updates', (room) => ({ room, wait: 0 })],
  ['/a/message/updates', (cursor) => ({ cursor, wait: 0 })],
  ['/api/updates', (room) => ({ after: { [room]: 0 }, wait: 0 })],
  ['/api/updates', (room) => ({ after: `${room}:0`, wait: 0 })],
  ['/a/name', (name) => ({ name })],
  ['/a/preferences', (language) => ({ language })],
  ['/api/groups', (name) => ({ name })],
  ['/api/groups', (topic) => ({ name: 'Chess', topic })],
  ['/api/direct', (user) => ({ user })],
  ['/api/account', (name) => ({ name, password: 'seven quiet herons' })],
  ['/api/account', (password) => ({ name: 'Bob', password })],
  ['/api/account/profile', (name) => ({ name })],
  ['/api/account/profile', (profile) => ({ profile })],
  ['/api/account/password', (password) => ({ password, new_password: password })],
  ['/api/session', (name) => ({ name, password: 'seven quiet herons' })],
  ['/api/session', (password) => ({ name: 'Ann', password })],
  ['/api/sign-in-links/use', (code) => ({ code })],
  ['/api/rooms/{group}/rename', (name) => ({ name })],
  ['/api/rooms/{group}/topic', (topic) => ({ topic })],
  ['/api/rooms/{group}/invitations', (user) => ({ user })],
];

/** What is in an address, which is shorter. */
const ADDRESSES: ((text: string) => string)[] = [
  (room) => `/room?room=${room}`,
  (room) => `/api/rooms/${room}`,
  (room) => `/api/rooms/${room}/entries`,
  (room) => `/api/updates?wait=0&after=${room}:0`,
  (name) => `/api/people?name=${name}`,
  (name) => `/people?name=${name}`,
  (user) => `/people/${user}`,
  (token) => `/invite/${token}`,
  (room) => `/members?room=${room}`,
];

describe('Q1 text of 64 KiB that is hostile to normalisers', () => {
  it.each(HOSTILE)('is refused before it is normalised: %s', async (_, text) => {
    const stranger = await RestClient.at(server.url);
    const normalise = vi.spyOn(String.prototype, 'normalize');
    await stranger.postJson('/a/name', { name: 'Bea' });
    expect(normalise.mock.contexts.map(String)).toContain('Bea');
    for (const [path, bodyOf] of FIELDS)
      for (const who of [ann, stranger]) {
        const answer = await who.postJson(path.replace('{group}', group), bodyOf(text));
        expect([path, answer.status < 500]).toEqual([path, true]);
      }
    const encoded = encodeURIComponent(text).slice(0, 12_000).replace(/%.?$/, '');
    for (const address of ADDRESSES) expect((await ann.get(address(encoded))).status).toBeLessThan(500);
    const normalised = normalise.mock.contexts.map(String);
    normalise.mockRestore();
    for (const given of normalised) {
      expect(given.length).toBeLessThanOrEqual(MAX_UNITS);
      expect(longestRun(given)).toBeLessThanOrEqual(MAX_RUN);
    }
  });

  it('is not stored', async () => {
    const before = await storedIn(server);
    const guest = await RestClient.at(server.url);
    for (const [, text] of HOSTILE) {
      expect((await refusal(guest.postJson('/a/message/new', { body: 'hello', room: text })))[0]).toBe(400);
      expect((await refusal(guest.postJson('/a/message/new', { body: text })))[0]).toBe(400);
    }
    expect(await storedIn(server)).toEqual(before);
  });
});

describe('a person without the right to act in a room', () => {
  const topic = 'r'.repeat(60_000);

  it.each([
    ['/rename', { name: topic }],
    ['/topic', { topic }],
    ['/invitations', { user: 'u'.repeat(100) }],
    ['/messages', { body: '' }],
    ['/messages/01a2078f-bd42-71b7-aab8-72811ea5b51d/edit', { body: '' }],
  ])('is refused before what they sent is parsed: %s', async (path, body) => {
    const stranger = await RestClient.at(server.url);
    const told = refusal(stranger.postJson(`/api/rooms/${group}${path}`, body));
    expect(await told).toEqual([404, 'NOT_FOUND']);
  });

  it('does not use up a member’s limits', async () => {
    const bob = await signedUp(server, 'Bob Two');
    for (let n = 0; n < 100; n++)
      expect(await refusal(bob.postJson(`/api/rooms/${group}/invitations`, { user: 'Ann' }))).toEqual([
        404,
        'NOT_FOUND',
      ]);
    expect((await bob.postJson('/api/direct', { user: 'Ann' })).status).toBe(201);
  });
});

function longestRun(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(/\p{M}+/gu)) longest = Math.max(longest, run.length);
  return longest;
}
