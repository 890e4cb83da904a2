import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLine, cleanText, codePoints, hasStackedMarks, isBlank } from './text.js';

describe('cleanText', () => {
  it.each([
    ['trims all white space of Unicode at the end', 'x\u3000\n \t\u00a0\u2003\u0085', 'x'],
    ['makes line breaks of all kinds line feeds', 'a\r\nb\rc\u2028d\u2029e\nf', 'a\nb\nc\nd\ne\nf'],
    ['keeps tabs and line feeds inside', 'a\t\tb\n\n\nc', 'a\t\tb\n\n\nc'],
    ['removes control characters', '\u0000a\u0007\u001b[31mb\u007f\u0080\u009fc', 'a[31mbc'],
    ['removes bidirectional embeddings and overrides', 'a\u202ab\u202bc\u202cd\u202de\u202ef', 'abcdef'],
    [
      'keeps isolates and marks, which right-to-left text needs',
      '\u2067\u05d0\u2069\u200f\u200e',
      '\u2067\u05d0\u2069\u200f\u200e',
    ],
    ['keeps joiners and variation selectors', '👩\u200d💻 ❤\ufe0f', '👩\u200d💻 ❤\ufe0f'],
    ['replaces lone surrogates', 'a\ud83db\ude00', 'a\ufffdb\ufffd'],
    ['does not normalise', 'e\u0301 ｆ', 'e\u0301 ｆ'],
    ['trims what removing uncovers', '\u0000 \u202e\nx \u202c\u0000', 'x'],
    ['leaves nothing of nothing', ' \r\n\u0000', ''],
  ])('%s', (_, text, cleaned) => {
    expect(cleanText(text)).toBe(cleaned);
  });

  it.each([
    ['a tab', '\tMon\tTue\nAnn\t1\t2', '\tMon\tTue\nAnn\t1\t2'],
    ['ideographic spaces', '　　第一段。\n　　第二段。', '　　第一段。\n　　第二段。'],
    ['code', '    if (a)\n      b();\n    c();', '    if (a)\n      b();\n    c();'],
    ['one line', '  x', '  x'],
    ['below blank lines', '\n \t \r\n\u3000\n\u200b\n  a\n\n b  \n \u00a0\n', '  a\n\n b'],
    ['below what is removed', '\u0000\u202e\n\u202c\t\u0000a', '\ta'],
    ['of invisible characters at the ends of a line', '\u200fא\u200f\t', '\u200fא\u200f'],
  ])('keeps the indentation and takes away blank lines at both ends: %s', (_, text, cleaned) => {
    expect(cleanText(text)).toBe(cleaned);
  });

  it('changes nothing the second time, and what is left can be stored anywhere', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const cleaned = cleanText(text);
        expect(cleanText(cleaned)).toBe(cleaned);
        expect(cleaned.isWellFormed()).toBe(true);
        expect(cleaned.replace(/[\t\n]/g, '')).not.toMatch(/[\p{Cc}\u202a-\u202e]/u);
      }),
    );
  });

  it.each([
    ['space', ' '],
    ['line feeds', '\n'],
    ['returns', '\r'],
    ['NUL', '\u0000'],
    ['overrides', '\u202e'],
    ['lone surrogates', '\ud800'],
  ])('takes no longer for 64 Ki of %s inside than it must', (_, character) => {
    const text = `a${character.repeat(65_536)}b`;
    const startedAt = performance.now();
    cleanText(text);
    cleanLine(text);
    isBlank(text);
    // One pass takes a millisecond or two, a quadratic search seconds.
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});

describe('cleanLine', () => {
  it.each([
    ['folds white space into single spaces', ' a \t\n\u3000 b\u2028c ', 'a b c'],
    ['composes (NFC)', 'Cafe\u0301', 'Caf\u00e9'],
    ['leaves compatible forms as they are', 'Ａ①', 'Ａ①'],
    ['removes what changes the direction', '\u2066a\u2069\u200e\u200f\u061cb\u202e', 'ab'],
    ['is trimmed where only that was outside', '\u200e Ann \u200f', 'Ann'],
  ])('%s', (_, text, cleaned) => {
    expect(cleanLine(text)).toBe(cleaned);
  });

  it('changes nothing the second time and has one line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const cleaned = cleanLine(text);
        expect(cleanLine(cleaned as string)).toBe(cleaned);
        expect(cleaned).not.toMatch(/[\n\r\t\u2028\u2029]/);
      }),
    );
  });
});

describe('isBlank', () => {
  it.each([
    '',
    ' ',
    '\n\t',
    '\u3000',
    '\u200b',
    '\u200d\u2060\ufeff',
    '\u00ad',
    '\ufe0f',
    '\u3164',
    '\u2800',
    '\u{e0020}',
    '\u115f\u1160',
  ])('is true of what shows nothing: %j', (text) => {
    expect(isBlank(text)).toBe(true);
  });

  it.each(['.', ' a ', '\u200b.', '0', '👍', '\u0301', '\ufffd'])('is false of %j', (text) => {
    expect(isBlank(text)).toBe(false);
  });
});

describe('hasStackedMarks', () => {
  it('is true from seventeen marks in a row on', () => {
    expect(hasStackedMarks(`a${'\u0301'.repeat(16)}b${'\u0301'.repeat(16)}`)).toBe(false);
    expect(hasStackedMarks(`a${'\u0301'.repeat(17)}`)).toBe(true);
    expect(hasStackedMarks('\u0301\u0489\u20dd'.repeat(6))).toBe(true);
  });

  it.each(['Việt Nam', 'นี่', 'ष्ट्री', '❤️‍🔥', 'שָׁלוֹם', 'བརྒྱ'])('is false of what scripts write: %s', (text) => {
    expect(hasStackedMarks(text.normalize('NFD'))).toBe(false);
  });
});

describe('codePoints', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['你好', 2],
    ['𝒳👍', 2],
    ['👩‍💻', 3],
    ['e\u0301', 2],
    ['\ud800', 1],
  ])('counts %j as %d', (text, count) => {
    expect(codePoints(text)).toBe(count);
  });
});
