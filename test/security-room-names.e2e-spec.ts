import { describe, expect, it } from 'vitest';
import { storedIn } from './support/stored.js';
import { sharedApp } from './support/test-app.js';
import { type TornadoMessage, Visitor } from './support/visitor.js';

const server = sharedApp();

/** As JSON, which can hold what a form cannot: half characters. */
async function sendTo(room: string): Promise<Response> {
  const visitor = await Visitor.at(server.url);
  const headers = { 'content-type': 'application/json', 'x-xsrftoken': visitor.token };
  return visitor.postRaw('/a/message/new', JSON.stringify({ body: 'hello', room }), headers);
}

const look = (room: string) => fetch(`${server.url}/room?room=${encodeURIComponent(room)}`);

describe('U1 the name of a room', () => {
  it.each([
    ['ＬＯＢＢＹ', 'lobby'],
    [' Lobby ', 'lobby'],
    ['lo\u200bb\u00adby\ufeff', 'lobby'],
    ['㊷', '42'],
    ['４２', '42'],
    ['①', '1'],
    ['ﬁsh', 'fish'],
    ['e\u0301', '\u00e9'],
    ['\u212b', '\u00e5'],
    ['STRASSE', 'strasse'],
    ['straße', 'strasse'],
    ['Σίσυφος', 'σίσυφοσ'],
    ['測試', '測試'],
  ])('%j is the same as %j', async (name, twin) => {
    const [first, second] = [await sendTo(name), await sendTo(twin)];
    expect(((await first.json()) as TornadoMessage).room).toBe(
      ((await second.json()) as TornadoMessage).room,
    );
    expect((await look(name)).status).toBe(200);
  });

  it.each([
    'a\0',
    'a\ud800',
    'a\nb',
    'a\u0085b',
    'a\u2028b',
    'a,b',
    'a:b',
    'a/b',
    'a\\b',
    'a?b',
    'a#b',
    'a%b',
    '~a',
    '@a',
    ' ~a',
    // What becomes one of these: full-width forms, the account-of sign, half of a character.
    '～a',
    '＠a',
    'a／b',
    'a％b',
    'a：b',
    '℀',
    '\u200b~a',
    'a\u037eb\ud83d',
    '\u200b',
    '\u3000',
    '\u115f',
    'x'.repeat(65),
    'ﷺ'.repeat(4),
  ])('%j is refused', async (room) => {
    const before = await storedIn(server);
    const answer = await sendTo(room);
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({ code: 'ROOM_INVALID' }),
    ]);
    expect(await storedIn(server)).toEqual(before);
    // An address cannot hold half a character.
    if (room.isWellFormed()) expect((await look(room)).status).toBe(400);
  });
});
