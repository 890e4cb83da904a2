import { describe, expect, it } from 'vitest';
import { isBlank } from './text.js';
import { hasInvisible } from './invisible.js';

describe('characters that show nothing', () => {
  it.each([
    ['an annotation mark', '\ufff9'],
    ['another', '\ufffb'],
    ['the place of an object', '\ufffc'],
    ['noncharacters', '\uffff'],
    ['noncharacters of the Arabic block', '\ufdd0'],
    ['the last code point', '\u{10ffff}'],
    ['private-use characters', '\ue000'],
    ['private-use characters of a plane of their own', '\u{f0000}'],
    ['unassigned characters', '\u0378'],
    ['unassigned characters that are to be ignored', '\u{e0fff}'],
    ['a zero-width space', '\u200b'],
    ['a byte order mark', '\ufeff'],
    ['a soft hyphen', '\u00ad'],
    ['a grapheme joiner', '\u034f'],
    ['Hangul fillers', '\u3164'],
    ['half-width Hangul fillers', '\uffa0'],
    ['vowels of Khmer that are not written', '\u17b4'],
    ['a Braille cell without dots', '\u2800'],
    ['a blank of Egyptian', '\u{13441}'],
    ['a blank of Khitan', '\u{16fe4}'],
    ['a note without a head', '\u{1d159}'],
    ['control characters of music', '\u{1d173}'],
    ['tags', '\u{e0061}'],
    ['joiners', '\u200d'],
    ['variation selectors', '\ufe0f'],
    ['invisible operators', '\u2062'],
    ['shorthand controls', '\u{1bca0}'],
  ])('are found in Latin and in Chinese words: %s', (_, character) => {
    for (const text of [`Ol${character}ga`, `Olga${character}`, `${character}Olga`, `小${character}6`])
      expect(hasInvisible(text)).toBe(true);
  });

  it.each([
    'می‌خواهم',
    'شہزاد',
    'क्‍ष',
    'അനില്‍',
    'ශ්‍රී',
    '👨‍👩‍👧',
    '❤️‍🔥',
    '👩🏽‍💻',
    '🏳️‍🌈',
    '🏴‍☠️',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    '1️⃣',
    '☎︎',
    '葛\u{e0100}城',
    'ᠪᠠ\u180bᠢ',
    'Việt'.normalize('NFD'),
    'שָׁלוֹם',
    'O’Brien',
    '王 小明',
    '؀١٢',
    '\u{1fc00}',
  ])('are not found in what languages and emoji need: %s', (text) => {
    expect(hasInvisible(text)).toBe(false);
  });

  it.each([
    '1\ufe0f',
    'a\ufe0e',
    '🏴\u{e0061}',
    '😀\u{e0061}\u{e007f}',
    '❤️\u200d',
    'ن\u200c',
    'A\u200cم',
    'a\u{e0100}',
    '1\u200d👩',
  ])('are found where they change nothing: %j', (text) => {
    expect(hasInvisible(text)).toBe(true);
  });

  it.each(['\ufff9\ufffa\ufffb', '\ufffc', '\uffff', '\u{1d159} \u{13441}'])(
    'make a text blank if there is nothing else: %j',
    (text) => {
      expect(isBlank(text)).toBe(true);
    },
  );
});
