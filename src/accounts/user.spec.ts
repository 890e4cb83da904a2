import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChatError } from '../chat-error.js';
import { codePoints } from '../text.js';
import { MAX_NAME_CHARS, displayName } from './user.js';

describe('a display name', () => {
  it.each([
    ['is kept', 'Ann', 'Ann'],
    ['is trimmed, its space folded', '  Ann \n\t Lee\u3000', 'Ann Lee'],
    ['is composed', 'Zoe\u0308', 'Zoë'],
    ['cannot turn what stands beside it round', '\u202eAnn\u2066\u200f', 'Ann'],
    ['has no control characters', 'A\u0000n\u001bn', 'Ann'],
    ['may be markup, which whoever shows it escapes', '<b>Ann</b>', '<b>Ann</b>'],
    ['may be one character', '安', '安'],
    ['may be an emoji of many parts', '👩‍👩‍👧‍👦', '👩‍👩‍👧‍👦'],
    ['may have 40 characters', '安'.repeat(40), '安'.repeat(40)],
    ['may have 40 astral characters', '𝒳'.repeat(40), '𝒳'.repeat(40)],
    ['is counted when it is clean', `${' '.repeat(60)}Ann${' '.repeat(60)}`, 'Ann'],
    ['is counted when it is composed', 'e\u0301'.repeat(40), 'é'.repeat(40)],
  ])('%s', (_, text, name) => {
    expect(displayName(text)).toBe(name);
  });

  it.each([
    ['NAME_BLANK', ''],
    ['NAME_BLANK', ' \n\u3000'],
    ['NAME_BLANK', '\u200b\u2060'],
    ['NAME_BLANK', '\u202e\u0000\u200e'],
    ['NAME_TOO_LONG', 'n'.repeat(41)],
    ['NAME_TOO_LONG', '𝒳'.repeat(41)],
    ['NAME_TOO_LONG', ' '.repeat(1_000_000)],
    ['NAME_TOO_LONG', 'n'.repeat(1_000_000)],
    ['NAME_INVALID', `a${'\u0334'.repeat(17)}`],
  ])('is refused with %s: %.20j', (code, text) => {
    expect(() => displayName(text)).toThrow(expect.objectContaining({ code }) as Error);
  });

  it('is refused with its limit, not its text, when it is too long', () => {
    expect(() => displayName('n'.repeat(41))).toThrow(
      expect.objectContaining({ message: 'NAME_TOO_LONG', params: { max: MAX_NAME_CHARS } }) as Error,
    );
  });

  it('is stable: parsing it again changes nothing, and it has one line of 1 to 40 characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        let name: string;
        try {
          name = displayName(text);
        } catch (error) {
          expect(error).toBeInstanceOf(ChatError);
          return;
        }
        expect(displayName(name)).toBe(name);
        expect(name).not.toMatch(/[\p{Cc}\u2028\u2029]|^\s|\s$/u);
        expect(codePoints(name)).toBeGreaterThan(0);
        expect(codePoints(name)).toBeLessThanOrEqual(MAX_NAME_CHARS);
      }),
    );
  });
});
