import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LOBBY, openRoomKey, roomPath } from './room.js';

describe('the key of an open room', () => {
  it.each([
    ['is trimmed', ' \u3000north hall\u00a0', 'north hall'],
    ['is folded', 'North HALL', 'north hall'],
    ['is folded in full', 'Straße ﬃ', 'strasse ffi'],
    ['keeps dots over a Turkish capital I', 'İ', 'i\u0307'],
    ['has the final sigma where folding puts it', 'ΟΔΟΣ', 'οδος'],
    ['is in NFKC', 'Ｃａｆｅ\u0301 ④²', 'café 42'],
    ['has no invisible characters', '\u200bw\u00ada\u2060r\ufe0f\ufeffe', 'ware'],
    ['is a number', '42', '42'],
    ['is Chinese', '会议室', '会议室'],
    [
      'may have most characters',
      "a-b_c.d!e'f&g=h+i;j<k>l|m{n}o^p`q~r@s",
      "a-b_c.d!e'f&g=h+i;j<k>l|m{n}o^p`q~r@s",
    ],
  ])('%s', (_, name, key) => {
    expect(openRoomKey(name)).toBe(key);
  });

  it.each([
    ['capitals', 'LOBBY', 'lobby'],
    ['full width', 'ｌｏｂｂｙ', 'lobby'],
    ['mathematical letters', '𝓵𝓸𝓫𝓫𝔂', 'lobby'],
    ['a soft hyphen', 'lob\u00adby', 'lobby'],
    ['composition', '\u1ea5', 'a\u0302\u0301'],
    ['order of marks', 'a\u0323\u0301', 'a\u0301\u0323'],
    ['sigmas', 'σας', 'ΣΑΣ'],
    ['long s', 'ſ', 's'],
    ['Kelvin sign', 'K', 'k'],
    ['Greek iota below', 'ᾳ', 'αι'],
    ['Cherokee', 'Ꭰ', 'ꭰ'],
  ])('is the same for twins by %s', (_, name, twin) => {
    expect(name).not.toBe(twin);
    expect(openRoomKey(name)).toBeDefined();
    expect(openRoomKey(name)).toBe(openRoomKey(twin));
  });

  it.each([
    ['nothing', ''],
    ['white space', ' \u3000'],
    ['nothing that shows', '\u200b\u2060\ufe0f'],
    ['65 code points', 'r'.repeat(65)],
    ['more than 64 after folding', 'ß'.repeat(33)],
    ['more than 64 after NFKC', '㍿'.repeat(17)],
    ['~ first', '~a'],
    ['~ first after trimming', '  ~a'],
    ['~ first after NFKC', '～a'],
    ['~ first after an invisible character', '\u200b~a'],
    ['@ first', '@me'],
    ['@ first after NFKC', '﹫me'],
    ...Array.from(',:/\\?#%', (character): [string, string] => [character, `a${character}`]),
    [': after NFKC', 'a：b'],
    ['/ after NFKC', '℀'],
    ['? after NFKC', '⁇'],
    ['NUL', 'a\u0000b'],
    ['a tab', 'a\tb'],
    ['DEL', 'a\u007fb'],
    ['a C1 control', 'a\u0085b'],
    ['a line separator', 'a\u2028b'],
    ['a lone surrogate', 'a\ud800b'],
    ['a dot alone', '.'],
    ['two dots alone', ' .. '],
    ['a sign of two dots', '\u2025'],
    ['17 marks', `a${'\u0334'.repeat(17)}`],
  ])('does not exist for a name with %s', (_, name) => {
    expect(openRoomKey(name)).toBeUndefined();
  });

  it.each(
    Array.from(
      '\ufff9\ufffa\ufffb\ufffc\ufffe\ufdd1\u{1ffff}\u{10ffff}\ue000\uf8ff\u{f0000}\u{10fffd}\u2800\u{1d159}\u0378\u{13430}',
    ),
  )('does not exist for a name with the invisible %j', (unseen) => {
    for (const name of [`lobby${unseen}`, `${unseen}lobby`, `lob${unseen}by`, unseen])
      expect(openRoomKey(name)).toBeUndefined();
  });

  it.each([
    ['letters', 'r'.repeat(64)],
    ['astral letters', '𐐨'.repeat(64)],
    ['letters and what goes', ` ${'r\u200b'.repeat(64)} `],
  ])('may have 64 %s', (_, name) => {
    expect(openRoomKey(name)).toHaveLength(name.includes('𐐨') ? 128 : 64);
  });

  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    fc.string({
      unit: fc.constantFrom(
        'İ',
        'ı',
        'ς',
        'Σ',
        'ͅ',
        'ΐ',
        '\u0307',
        '\u0345',
        'ŉ',
        'ǰ',
        'ẞ',
        '\u1e9b',
        '\u0323',
        'A',
        ' ',
      ),
      maxLength: 8,
    }),
  );

  it('is its own key', () => {
    fc.assert(
      fc.property(anyText, (name) => {
        const key = openRoomKey(name);
        fc.pre(key !== undefined);
        expect(openRoomKey(key)).toBe(key);
      }),
      { numRuns: 2000 },
    );
  });

  it('is its own key for every code point', () => {
    const wrong: string[] = [];
    for (let point = 1; point <= 0x10ffff; point++) {
      const key = openRoomKey(String.fromCodePoint(point));
      if (key !== undefined && openRoomKey(key) !== key) wrong.push(point.toString(16));
    }
    expect(wrong).toEqual([]);
  });

  it('is the same for a name in every normal form, in capitals and in small letters', () => {
    fc.assert(
      fc.property(anyText, (name) => {
        const key = openRoomKey(name);
        fc.pre(key !== undefined);
        for (const form of ['NFC', 'NFD', 'NFKC', 'NFKD']) {
          const twin = name.normalize(form);
          expect([twin, twin.toUpperCase(), twin.toLowerCase()].map(openRoomKey)).toEqual([key, key, key]);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

it('the key of a room survives the path of a request, encoded', () => {
  const dots = fc.string({
    unit: fc.constantFrom('.', '\u2024', '\u2025', '\u2026', ' ', '%', 'e'),
    maxLength: 4,
  });
  fc.assert(
    fc.property(fc.oneof(dots, fc.string({ unit: 'grapheme' })), (name) => {
      const key = openRoomKey(name);
      fc.pre(key !== undefined);
      const { pathname } = new URL(`/api/rooms/${encodeURIComponent(key)}/entries`, 'http://x');
      expect(decodeURIComponent(pathname)).toBe(`/api/rooms/${key}/entries`);
    }),
  );
});

describe('the path of a room', () => {
  it('is / for the lobby and has the key, encoded, for others', () => {
    expect(roomPath(LOBBY)).toBe('/');
    expect(roomPath('a + b&c="d"')).toBe('/room?room=a%20%2B%20b%26c%3D%22d%22');
    expect(roomPath('会')).toBe('/room?room=%E4%BC%9A');
  });

  it('leads back to the key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const key = openRoomKey(name);
        fc.pre(key !== undefined && key !== LOBBY);
        expect(new URL(roomPath(key), 'http://x').searchParams.get('room')).toBe(key);
      }),
    );
  });
});
