import { ChatError } from '../chat-error.js';
import { codePoints, folded, nameKey } from '../text.js';
import { COMMON_PASSWORDS } from './common-passwords.js';

export const MIN_PASSWORD_CHARS = 8;
export const MAX_PASSWORD_CHARS = 256;
/** What somebody puts before or behind a word and takes for a secret. */
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

/** A password as it is hashed and counted: in NFKC, as NIST SP 800-63B (3.1.1.2) has it, whatever the keyboard made of it. */
export function normalPassword(text: string): string {
  return text.toWellFormed().normalize('NFKC');
}

/** False of what cannot be anybody's password: nothing need be computed to know that it is wrong. */
export function isPossible(password: string): boolean {
  // Characters may become fewer by NFKC, but not twenty times.
  if (password.length > MAX_PASSWORD_CHARS * 20) return false;
  const length = codePoints(normalPassword(password));
  return length >= MIN_PASSWORD_CHARS && length <= MAX_PASSWORD_CHARS;
}

/**
 * A new password, as it is hashed. Length is all that counts, but for what guessers try first (NIST SP 800-63B, 3.1.1.2).
 * Throws PASSWORD_TOO_SHORT, PASSWORD_TOO_LONG, or PASSWORD_COMMON.
 */
export function newPassword(text: string, name: string): string {
  if (text.length > MAX_PASSWORD_CHARS * 20) throw tooLong();
  const password = normalPassword(text);
  const length = codePoints(password);
  if (length < MIN_PASSWORD_CHARS)
    throw new ChatError('PASSWORD_TOO_SHORT', { params: { min: MIN_PASSWORD_CHARS } });
  if (length > MAX_PASSWORD_CHARS) throw tooLong();
  if (isGuessable(password, name)) throw new ChatError('PASSWORD_COMMON');
  return password;
}

/** Whether a password is one of the common ones, one of them with a little round it, a mere pattern, or the person's name. */
export function isGuessable(password: string, name: string): boolean {
  const text = folded(password);
  if (isPattern(text)) return true;
  const plain = [text, unleet(text), unleet(text).replaceAll('i', 'l')];
  return (
    plain.some((each) => COMMON_PASSWORDS.has(each) || isDecorated(each, name)) || isDecorated(text, name)
  );
}

/** A word that everybody knows, or the name, with a few characters before or behind. */
function isDecorated(text: string, name: string): boolean {
  const key = nameKey(name);
  const bare = text.replace(/[^\p{L}\p{M}]+$/u, '').replace(/^[^\p{L}\p{M}]+/u, '');
  if (COMMON_PASSWORDS.has(bare) || bare === 'linger')
    return codePoints(text) - codePoints(bare) <= MAX_DECORATION_CHARS;
  return key !== '' && text.includes(key) && codePoints(text) - codePoints(key) <= MAX_DECORATION_CHARS;
}

/** A date, the same few characters again and again, or a run such as 23456789 or hgfedcba. */
function isPattern(text: string): boolean {
  if (DATE.test(text)) return true;
  const points = Array.from(text, (character) => character.codePointAt(0) as number);
  for (let period = 1; period <= 4; period++)
    if (points.every((point, i) => i < period || point === points[i - period])) return true;
  const steps = points.slice(1).map((point, i) => point - (points[i] as number));
  // 9 is followed by 0 on a keyboard.
  return [1, -1].some((step) => steps.every((each) => each === step || each === -9 * step));
}

function unleet(text: string): string {
  return Array.from(text, (character) => LEET[character] ?? character).join('');
}

function tooLong(): ChatError {
  return new ChatError('PASSWORD_TOO_LONG', { params: { max: MAX_PASSWORD_CHARS } });
}
