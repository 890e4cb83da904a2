import { ChatError, type ErrorCode } from './chat-error.js';
import { INVISIBLE } from './invisible.js';

/**
 * Rules for text that people write, the same for every database and every field. Length comes first: a text that is too long for its field
 * is refused before it is processed. No other file normalises or folds text.
 *
 * Removed are control characters except tab and line feed, and the bidirectional embeddings and overrides that make text read as something
 * else (Unicode TR 36, "Bidirectional Text Spoofing"). Lone surrogates become U+FFFD.
 */
const CONTROLS = /[^\P{Cc}\t\n]/gu;
const BIDI_EMBEDDINGS = /[\u202a-\u202e]/g;
const BIDI_ISOLATES = /[\u2066-\u2069\u200e\u200f\u061c]/g;
const LINE_BREAKS = /\r\n?|\u2028|\u2029/g;
const NOTHING_TO_SEE = new RegExp(String.raw`^(?:\p{White_Space}|${INVISIBLE})*$`, 'u');
const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu;
const WHITE_SPACE = /\p{White_Space}/u;
const APOSTROPHES = /[`´‘’‛ʹʻʼʽˈ′՚ꞌ＇]/gu;
const HYPHENS = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g;
/** No script writes more than a handful of marks on one letter; more of them paint over the neighbours. */
const STACKED_MARKS = /(?:\p{M}\p{Cf}*){17}/u;
/** A longer run of marks than any script writes, which normalisation would have to sort. NFKC turns U+FF9E and U+FF9F into marks too. */
const LONG_RUN = /[\p{M}\uff9e\uff9f]{33}/u;
/** Longest text that is normalised, in UTF-16 units: a topic of 250 code points, each in four parts of two units. */
const MAX_NORMALISED = 2000;
/** Most parts into which normalisation splits one code point. */
const MAX_PARTS = 4;

/** The limits of a field, and the codes of its refusals. */
export interface TextRule {
  /** In code points. */
  max: number;
  tooLong: ErrorCode;
  /** For stacks of combining marks. */
  invalid: ErrorCode;
  /** If absent, a blank text is accepted as an empty one. */
  blank?: ErrorCode;
  params?: Record<string, string>;
}

/** Text of several lines as it is stored. Throws a ChatError with one of the rule's codes. */
export function readText(text: string, rule: TextRule): string {
  return read(text, rule, cleanText);
}

/** Text of one line, such as a name, as it is stored. Throws a ChatError with one of the rule's codes. */
export function readLine(text: string, rule: TextRule): string {
  return read(text, rule, cleanLine);
}

function read(text: string, rule: TextRule, clean: (text: string) => string | undefined): string {
  const { max, tooLong, invalid, blank, params = {} } = rule;
  // Cleaning shortens a text, but nobody needs this much of what it removes.
  if (exceeds(text, max * MAX_PARTS)) throw new ChatError(tooLong, { params: { max } });
  const cleaned = clean(text);
  if (cleaned === undefined) throw new ChatError(invalid, { params });
  if (isBlank(cleaned)) {
    if (blank !== undefined) throw new ChatError(blank);
    return '';
  }
  if (exceeds(cleaned, max)) throw new ChatError(tooLong, { params: { max } });
  if (hasStackedMarks(cleaned)) throw new ChatError(invalid, { params });
  return cleaned;
}

/**
 * Cleans text of several lines, and removes blank lines at both ends. The first line keeps its indentation. Use `readText` for input from
 * people.
 */
export function cleanText(text: string): string {
  return withoutBlankEnds(
    text.toWellFormed().replace(LINE_BREAKS, '\n').replace(CONTROLS, '').replace(BIDI_EMBEDDINGS, ''),
  );
}

/** The browser's composer does the same (`public/composer/writing-box.ts`). */
function withoutBlankEnds(text: string): string {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => !isBlank(line));
  const last = lines.findLastIndex((line) => !isBlank(line));
  return first < 0
    ? ''
    : lines
        .slice(first, last + 1)
        .join('\n')
        .trimEnd();
}

/**
 * Copies a text. V8 makes a substring a view into the whole string, so what is kept for long, such as a token, would keep its whole request
 * in memory.
 */
export function detached(text: string): string {
  return Buffer.from(text).toString();
}

/**
 * Removes white space at both ends. It goes by index: a regular expression for the end would try each run of space inside, one space at a
 * time.
 */
export function trimmed(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && WHITE_SPACE.test(text.charAt(start))) start++;
  while (end > start && WHITE_SPACE.test(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/**
 * Cleans text of one line: normalised (NFC), white space folded. Undefined if the text is too long or has too many marks in a row to be
 * normalised. Use `readLine` for input from people.
 */
export function cleanLine(text: string): string | undefined {
  const line = trimmed(cleanText(text).replace(BIDI_ISOLATES, ''));
  return normalised(line, 'NFC')?.replace(/\p{White_Space}+/gu, ' ');
}

/** True for text that shows nothing. Invisible characters count as blank. */
export function isBlank(text: string): boolean {
  return NOTHING_TO_SEE.test(text);
}

/**
 * What names that look the same have in common: NFKC and case folded, without invisible characters (as in NFKC_Casefold, UAX 44), trimmed.
 * Folding may break the normal form and the reverse; a second round settles both (Unicode 5.18.4). Undefined for what cannot be a name: too
 * long, or too many marks in a row.
 */
export function folded(text: string): string | undefined {
  if (text.length > MAX_NORMALISED) return undefined;
  const once = foldOnce(text);
  return once === undefined ? undefined : foldOnce(once);
}

function foldOnce(text: string): string | undefined {
  const plain = normalised(text.replace(IGNORABLE, ''), 'NFKC');
  return plain === undefined ? undefined : normalised(plain.toUpperCase().toLowerCase(), 'NFKC')?.trim();
}

/**
 * The key under which a person is found by name. It ignores letter case, white space, and variants of apostrophe, hyphen, final sigma and
 * dotted I. Empty for what cannot be a name.
 */
export function nameKey(name: string): string {
  const text = name.toWellFormed().replace(APOSTROPHES, "'").replace(HYPHENS, '-');
  return spaceFolded((folded(text) ?? '').replace(/ς/g, 'σ').replace(/i\u0307/g, 'i'));
}

/** `nameKey` before it knew variants of signs and sigma. Two accounts from that time may share one key today. */
export function earlierNameKey(name: string): string {
  return spaceFolded(folded(name.toWellFormed()) ?? '');
}

function spaceFolded(text: string): string {
  return trimmed(text.replace(/[\p{White_Space}\u2800]+/gu, ' '));
}

/**
 * NFKC of a text, if it has at most `max` code points; else undefined. Accepts stacks of marks: sorting 1,024 of them takes a few
 * milliseconds. Meant for passwords, which may contain anything.
 */
export function nfkc(text: string, max: number): string | undefined {
  if (exceeds(text, max * MAX_PARTS)) return undefined;
  const normal = text.toWellFormed().normalize('NFKC');
  return exceeds(normal, max) ? undefined : normal;
}

/** The compatibility decomposition (NFKD), for comparing names. Empty for what cannot be a name. */
export function nfkd(text: string): string {
  return normalised(text, 'NFKD') ?? '';
}

/**
 * Undefined if normalising would take long. Normalisation sorts the marks on a letter by insertion, in time that grows with the square of
 * their number: 64 KiB of them take seconds.
 */
function normalised(text: string, form: 'NFC' | 'NFKC' | 'NFKD'): string | undefined {
  return text.length > MAX_NORMALISED || LONG_RUN.test(text) ? undefined : text.normalize(form);
}

export function hasStackedMarks(text: string): boolean {
  return STACKED_MARKS.test(text);
}

/** Whether a text has more than `max` code points. Looks at no more of the text than needed. */
export function exceeds(text: string, max: number): boolean {
  return text.length > max && (text.length > max * 2 || codePoints(text) > max);
}

/** Length in code points, which all limits count. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
