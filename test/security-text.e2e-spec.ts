import { describe, expect, it } from 'vitest';
import { storedIn } from './support/stored.js';
import { sharedApp } from './support/test-app.js';
import { type TornadoMessage, Visitor } from './support/visitor.js';

const NEW = '/a/message/new';

const server = sharedApp();

/** As JSON, which can hold what a form cannot: half characters. */
async function send(fields: Record<string, string>, path = NEW): Promise<Response> {
  const visitor = await Visitor.at(server.url);
  const headers = { 'content-type': 'application/json', 'x-xsrftoken': visitor.token };
  return visitor.postRaw(path, JSON.stringify(fields), headers);
}

async function expectRefused(fields: Record<string, string>, code: string, path = NEW): Promise<void> {
  const before = await storedIn(server);
  const answer = await send(fields, path);
  expect([answer.status, await answer.json()]).toEqual([400, expect.objectContaining({ code })]);
  expect(await storedIn(server)).toEqual(before);
}

/** Characters that are removed or replaced in all input. */
const CLEANED: [text: string, shown: string][] = [
  ['a\0b', 'ab'],
  ['a\u0007\u001b[31m\u007f\u0085b', 'a[31mb'],
  ['a\ud800b', 'a\ufffdb'],
  ['a\udfffb', 'a\ufffdb'],
  ['\udc00\ud800', '\ufffd\ufffd'],
  ['evil\u202egpj.exe', 'evilgpj.exe'],
  ['\u202a\u202b\u202c\u202d\u202eab', 'ab'],
  ['ab\u3000\u00a0', 'ab'],
];

/** Nothing to see, each of them, alone and together. */
const ONE = [
  '\u200b',
  '\u200d',
  '\u2060',
  '\ufeff',
  '\u00ad',
  '\u034f',
  '\u115f',
  '\u3164',
  '\uffa0',
  '\u2800',
  '\ufe0f',
];
const MORE = ['\u180e', '\u{e0020}', '\u{1d173}', '\u2064', '\u3000', '\u00a0', '\u2028', '\u200e', '\u061c'];
const INVISIBLE = [...ONE, ...MORE, [...ONE, ...MORE].join('')];

describe('U1 a message', () => {
  it.each([
    ...CLEANED,
    ['a\r\nb\rc\u2028d\u2029e', 'a\nb\nc\nd\ne'],
    ['\n\t\na \n', 'a'],
    ['שלום \u2067abc\u2069', 'שלום \u2067abc\u2069'],
    [
      '👩‍👩‍👧 🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} 1️⃣',
      '👩‍👩‍👧 🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} 1️⃣',
    ],
    ['q\u0323\u0307\u0301\u0302', 'q\u0323\u0307\u0301\u0302'],
    ['\uff41', '\uff41'],
  ])('%j is stored as %j', async (text, stored) => {
    const answer = await send({ body: text });
    expect(answer.status).toBe(200);
    expect(((await answer.json()) as TornadoMessage).body).toBe(stored);
    const { messages = [] } = await (await Visitor.at(server.url)).poll({ cursor: '-' });
    expect(messages.at(-1)?.body).toBe(stored);
  });

  it.each(INVISIBLE)('%j alone is blank', (text) => expectRefused({ body: text }, 'BODY_BLANK'));

  it.each(['\0', '\u0001\u001f', '\u202e\u202d', '\0 \u200b'])('of %j alone is blank', (text) =>
    expectRefused({ body: text }, 'BODY_BLANK'),
  );

  it('in invalid UTF-8 is stored as text', async () => {
    const visitor = await Visitor.at(server.url);
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-xsrftoken': visitor.token };
    const bytes = Buffer.concat([
      Buffer.from('body=a'),
      Buffer.from([0xff, 0xc0, 0x80]),
      Buffer.from('b%ff%ed%a0%80c'),
    ]);
    const answer = await visitor.postRaw(NEW, bytes, headers);
    expect(answer.status).toBe(200);
    expect(((await answer.json()) as TornadoMessage).body).toMatch(/^a\ufffd+b\ufffd+c$/);
  });
});

describe('U1 piles of combining marks', () => {
  it.each([
    ['5,000', `a${'\u0301'.repeat(5000)}`, 'BODY_TOO_LONG'],
    ['3,000', `a${'\u0301'.repeat(3000)}`, 'BODY_INVALID'],
    ['100 of several kinds', `a${'\u0301\u0323\u0338\u20dd'.repeat(25)}`, 'BODY_INVALID'],
    // Neither parts a letter from its marks (UAX 29).
    ['100 with joiners between', `a${`${'\u0301'.repeat(10)}\u200d`.repeat(10)}`, 'BODY_INVALID'],
    ['100 with non-joiners between', `a${`${'\u0301'.repeat(16)}\u200c`.repeat(6)}`, 'BODY_INVALID'],
    ['100 with what is removed between', `a${`${'\u0301'.repeat(10)}\u202c\0`.repeat(10)}`, 'BODY_INVALID'],
  ])('%s are refused in a message', (_, body, code) => expectRefused({ body }, code));

  it('are refused in a name and in the name of a room', async () => {
    const heap = `a${'\u0338'.repeat(30)}`;
    await expectRefused({ name: heap }, 'NAME_INVALID', '/a/name');
    await expectRefused({ body: 'hello', room: heap }, 'ROOM_INVALID');
    await expectRefused({ name: `a${`${'\u0338'.repeat(9)}\u200c`.repeat(3)}` }, 'NAME_INVALID', '/a/name');
  });
});

describe('U1 a name', () => {
  it.each([
    ...CLEANED,
    ['a\n\t  b', 'a b'],
    ['a\u2028b', 'a b'],
    ['a\u200e\u200f\u061c\u2066\u2069b', 'ab'],
    ['e\u0301', '\u00e9'],
  ])('%j is stored as %j', async (name, kept) => {
    const answer = await send({ name }, '/a/name');
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { id: expect.any(String) as string, name: kept },
    ]);
  });

  it.each(INVISIBLE)('%j alone is refused', (name) => expectRefused({ name }, 'NAME_BLANK', '/a/name'));

  it.each([41, 161, 5000])('of %i characters is refused', (length) =>
    expectRefused({ name: '名'.repeat(length) }, 'NAME_TOO_LONG', '/a/name'),
  );

  it('of 40 characters of four bytes is kept', async () => {
    expect((await send({ name: '😀'.repeat(40) }, '/a/name')).status).toBe(200);
  });

  it('of a megabyte is refused', async () => {
    const before = await storedIn(server);
    expect((await send({ name: 'x'.repeat(1_000_000) }, '/a/name')).status).toBe(413);
    expect(await storedIn(server)).toEqual(before);
  });
});
