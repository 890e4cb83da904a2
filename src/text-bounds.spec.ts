import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { codePoints, nfkc, exceeds, folded, nameKey, readLine, readText } from './text.js';

const RULE = { max: 80, tooLong: 'TOPIC_TOO_LONG', invalid: 'FIELD_INVALID' } as const;
const IGNORED = /\p{Default_Ignorable_Code_Point}/u;

describe('text that is too long to be normalised, or a heap of marks', () => {
  const heaps = [
    `a${'\u0301'.repeat(16_000)}${'\u0316'.repeat(16_000)}`,
    `a${'\u0301\u0316'.repeat(900)}`,
    // Folding removes what separates the marks of these, or turns the separators into marks.
    `a${`${'\u0301'.repeat(16)}\u3164`.repeat(100)}`,
    `a${`${'\u0316'.repeat(16)}\u00ad`.repeat(100)}`,
    `a${`${'\u0316'.repeat(16)}\uff9e`.repeat(100)}`,
    `a${`${'\u0316'.repeat(16)}\uff9f`.repeat(100)}`,
    `a${'\u0344\u0316'.repeat(500)}`,
    'r'.repeat(65_536),
  ];

  it.each(heaps)('is no name, room or topic: %#', (text) => {
    const normalise = vi.spyOn(String.prototype, 'normalize');
    expect([folded(text), nameKey(text)]).toEqual([undefined, '']);
    expect(() => readLine(text, RULE)).toThrow(expect.objectContaining({ name: 'ChatError' }) as Error);
    for (const sorted of normalise.mock.contexts) expect(runOf(String(sorted))).toBeLessThan(100);
    normalise.mockRestore();
  });

  it('is one all the same where it is short enough', () => {
    expect(folded(`A${'\u0301'.repeat(16)}`)).toBeDefined();
    expect(readLine(`A${'\u0301'.repeat(16)}`, RULE)).toBe(`\u00c1${'\u0301'.repeat(15)}`);
  });

  it('is recognised whichever code points NFKC makes marks of', () => {
    const missed: string[] = [];
    for (let point = 1; point <= 0x10ffff; point++) {
      const text = String.fromCodePoint(point);
      if (/^\p{M}+$/u.test(text.normalize('NFKC')) && folded(text.repeat(40)) !== undefined)
        if (!IGNORED.test(text)) missed.push(point.toString(16));
    }
    expect(missed).toEqual([]);
  });

  it('is refused for its length before anything is made of it', () => {
    const replace = vi.spyOn(String.prototype, 'replace');
    const tooLong = expect.objectContaining({ code: 'TOPIC_TOO_LONG', params: { max: 80 } }) as Error;
    expect(() => readText('r'.repeat(81), RULE)).toThrow(tooLong);
    expect(replace).toHaveBeenCalled();
    replace.mockClear();
    expect(() => readText('r'.repeat(65_536), RULE)).toThrow(tooLong);
    expect(replace).not.toHaveBeenCalled();
    replace.mockRestore();
  });

  it('is normalised nowhere but in text.ts', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' });
    const program = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'));
    const normalising = program.filter((file) => readFileSync(`src/${file}`, 'utf8').includes('.normalize('));
    expect(normalising).toEqual(['text.ts']);
  });
});

describe('a password in NFKC', () => {
  it('may be a heap of marks: which of them are too many is known before they are sorted', () => {
    const marks = '\u0301\u0316'.repeat(127);
    expect(nfkc(`a${marks}`, 256)).toBe(`a${marks}`.normalize('NFKC'));
    const normalise = vi.spyOn(String.prototype, 'normalize');
    expect(nfkc(`a${'\u0301'.repeat(30_000)}`, 256)).toBeUndefined();
    expect(normalise).not.toHaveBeenCalled();
    normalise.mockRestore();
  });

  it('stands for no more than four times as many code points', () => {
    for (let point = 1; point <= 0x10ffff; point++) {
      if (point >= 0xac00 && point <= 0xd7a3) continue; // Hangul: three
      if (String.fromCodePoint(point).normalize('NFD').length > 8) throw new Error(point.toString(16));
    }
    expect(nfkc('\u1f82'.normalize('NFD').repeat(256), 256)).toHaveLength(256);
  });
});

describe('exceeds', () => {
  it('is true of more code points than that, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(20), (text, max) => {
        expect(exceeds(text, max)).toBe(codePoints(text) > max);
      }),
    );
  });
});

/** Length of the longest run of marks. */
function runOf(text: string): number {
  return Math.max(0, ...Array.from(text.matchAll(/\p{M}+/gu), ([run]) => run.length));
}
