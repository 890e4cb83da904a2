import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openRoomKey, roomNameOf, withoutHash } from './room.js';

const shown = (name: string): string => roomNameOf(name, openRoomKey(name) as string);

const FLAGS = ['gbeng', 'gbsct', 'gbwls'].map((place) => {
  const tags = Array.from(place, (letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0)));
  return `\u{1f3f4}${tags.join('')}\u{e007f}`;
});

describe('emoji in the key of an open room', () => {
  it.each(['👨‍👩‍👧', 'team 👨‍👩‍👧 ok', '👩🏽‍🚀', '🧔🏿‍♂', '❤‍🔥', '🏳‍🌈', '👁‍🗨', '👨‍❤‍💋‍👨', '👨‍👩‍👧‍👦👨‍👩‍👧‍👦', ...FLAGS, FLAGS.join('')])(
    'stay whole: %s',
    (name) => {
      expect(openRoomKey(name)).toBe(name);
    },
  );

  it.each([
    ['a family', '👨‍👩‍👧', '👨👩👧'],
    ['a family of another order', '👨‍👩‍👧', '👩‍👨‍👧'],
    ['a calling', '👩‍🚀', '👩🚀'],
    ['a flag', '🏳️‍🌈', '🏳️🌈'],
    ['a flag of tags', FLAGS[0] as string, '🏴'],
    ['another flag of tags', FLAGS[0] as string, FLAGS[1] as string],
    ['a third', FLAGS[1] as string, FLAGS[2] as string],
    ['a tone of skin', '👩🏽‍🚀', '👩🏿‍🚀'],
  ])('are no room of something else: %s', (_, emoji, other) => {
    expect(openRoomKey(emoji)).toBeDefined();
    expect(openRoomKey(emoji)).not.toBe(openRoomKey(other));
  });

  it.each([
    ['with and without the selector of emoji', '❤️', '❤'],
    ['the selector of text', '❤\ufe0e', '❤'],
    ['as keyboards shorten them', '👁️‍🗨️', '👁‍🗨'],
    ['half shortened', '👨‍❤️‍👨', '👨‍❤‍👨'],
    ['a joiner that joins nothing', '👍\u200d👎', '👍👎'],
    ['a joiner at the end', '👩‍🚀\u200d', '👩‍🚀'],
    ['tags of no flag', `\u{1f3f4}\u{e0061}\u{e007f}`, '🏴'],
    ['tags behind another sign', `a\u{e0067}\u{e0062}\u{e007f}`, 'a'],
    ['selectors in a heap', '❤\ufe0f\ufe0f\ufe0f', '❤'],
  ])('are one room in each of their spellings: %s', (_, name, twin) => {
    expect(openRoomKey(name)).toBeDefined();
    expect(openRoomKey(name)).toBe(openRoomKey(twin));
  });

  it('make a key that is stable, or none', () => {
    const parts = [
      '👩',
      '🚀',
      '🏽',
      '\u200d',
      '\ufe0f',
      '\u200b',
      '❤',
      '🔥',
      '\u{1f3f4}',
      '\u{e0067}',
      '\u{e007f}',
      'a',
    ];
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...parts), maxLength: 9 }), (name) => {
        const key = openRoomKey(name);
        fc.pre(key !== undefined);
        expect(openRoomKey(key)).toBe(key);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('the name of an open room', () => {
  it.each([
    ['QA Team', 'QA Team'],
    ['  Straße 9\u3000', 'Straße 9'],
    ['👨‍👩‍👧', '👨‍👩‍👧'],
    ['I ❤️ tea', 'I ❤️ tea'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['क्\u200dष', 'क्\u200dष'],
    [FLAGS.join(''), FLAGS.join('')],
    ['ＱＡ', 'ＱＡ'],
    ['Cafe\u0301', 'Caf\u00e9'],
  ])('is what was typed, cleaned: %j', (name, called) => {
    expect(shown(name)).toBe(called);
  });

  it.each([
    ['an invisible character', 'QA\u200bTeam', 'qateam'],
    ['a joiner in Latin', 'QA\u200dTeam', 'qateam'],
    ['a soft hyphen', 'QA\u00adTeam', 'qateam'],
    ['a filler', 'QA\u3164', 'qa'],
    ['tags of nothing', 'QA\u{e0061}', 'qa'],
    ['any letter case of the lobby', 'LobbY', 'lobby'],
  ])('is the key where the name has %s', (_, name, called) => {
    expect(shown(name)).toBe(called);
  });

  it('is never reversed by direction characters', () => {
    expect(shown('\u2067QA\u2069 \u202eTeam')).toBe('QA Team');
  });

  it('is never the name of another room', () => {
    expect(roomNameOf('Chess', 'qa team')).toBe('qa team');
    expect(roomNameOf('', 'qa team')).toBe('qa team');
    expect(roomNameOf(`QA Team${' '.repeat(60_000)}`, 'qa team')).toBe('qa team');
  });

  it('treats words with a non-joiner like words without it', () => {
    expect(openRoomKey('می\u200cخواهم')).toBe(openRoomKey('میخواهم'));
  });
});

describe('the # before the name of a room', () => {
  it.each([
    ['#general', 'general'],
    ['＃general', 'general'],
    [' ## general', 'general'],
    ['c#', 'c#'],
    ['#', ''],
  ])('is dropped: %j', (typed, name) => {
    expect(withoutHash(typed)).toBe(name);
  });
});
