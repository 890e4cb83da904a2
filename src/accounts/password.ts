import { ChatError } from '../chat-error.js';
import { codePoints, nfkc, folded, nameKey } from '../text.js';
import { COMMON_PASSWORDS } from './common-passwords.js';

export const MIN_PASSWORD_CHARS = 8;
const MAX_PASSWORD_CHARS = 256;
/** A common word with no more than this around it is still easy to guess. */
const MAX_DECORATION_CHARS = 4;
const DATE =
  /^(?:(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:[0-2]\d|3[01])(?:[0-2]\d|3[01])(?:19|20)\d\d)$/;
const LEET: Record<string, string> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
  '1': 'i',
  '!': 'i',
};

/**
 * A password as it is hashed and counted: in NFKC, so that it does not depend on the keyboard (NIST SP 800-63B, 3.1.1.2). Throws
 * PASSWORD_TOO_LONG.
 */
export function normalPassword(text: string): string {
  const password = nfkc(text, MAX_PASSWORD_CHARS);
  if (password === undefined)
    throw new ChatError('PASSWORD_TOO_LONG', { params: { max: MAX_PASSWORD_CHARS } });
  return password;
}

/** False if nobody can have this password, so that no hash need be computed. */
export function isPossiblePassword(password: string): boolean {
  const normal = nfkc(password, MAX_PASSWORD_CHARS);
  return normal !== undefined && codePoints(normal) >= MIN_PASSWORD_CHARS;
}

/**
 * A new password as it is hashed. Only its length counts, except that what guessers try first is refused (NIST SP 800-63B, 3.1.1.2). Throws
 * PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG, or PASSWORD_COMMON.
 */
export function newPassword(text: string, name: string): string {
  const password = normalPassword(text);
  if (codePoints(password) < MIN_PASSWORD_CHARS)
    throw new ChatError('PASSWORD_TOO_SHORT', { params: { min: MIN_PASSWORD_CHARS } });
  if (isGuessable(password, name)) throw new ChatError('PASSWORD_COMMON');
  return password;
}

/** Whether a password is a common one, perhaps with a few characters around it, a simple pattern, or the person's name. */
function isGuessable(password: string, name: string): boolean {
  // `folded` refuses heaps of marks; such a password is compared as it is.
  const text = folded(password) ?? password;
  if (isPattern(text) || isCommon(text)) return true;
  const word = text.replace(/[^\p{L}\p{M}]+$/u, '').replace(/^[^\p{L}\p{M}]+/u, '');
  if (isCommon(word) && isLittleMore(text, word)) return true;
  const key = nameKey(name);
  return key !== '' && text.includes(key) && isLittleMore(text, key);
}

function isLittleMore(text: string, word: string): boolean {
  return codePoints(text) - codePoints(word) <= MAX_DECORATION_CHARS;
}

/** Also in the spelling that replaces letters by digits and signs. */
function isCommon(word: string): boolean {
  const plain = Array.from(word, (character) => LEET[character] ?? character).join('');
  return [word, plain, plain.replaceAll('i', 'l')].some(
    (each) => COMMON_PASSWORDS.has(each) || each === 'linger',
  );
}

/** A date, a short repeated group, or a run such as 23456789 or hgfedcba. */
function isPattern(text: string): boolean {
  if (DATE.test(text)) return true;
  const points = Array.from(text, (character) => character.codePointAt(0) as number);
  for (let period = 1; period <= 4; period++)
    if (points.every((point, i) => i < period || point === points[i - period])) return true;
  const steps = points.slice(1).map((point, i) => point - (points[i] as number));
  // On a keyboard, 0 follows 9.
  return [1, -1].some((step) => steps.every((each) => each === step || each === -9 * step));
}
