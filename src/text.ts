import { ChatError, type ErrorCode } from './chat-error.js';
import { INVISIBLE } from './unseen.js';

/**
 * Rules for text that people write, the same on every database and for every field. Length comes first: a text that is longer than
 * its field takes is refused before anything is made of it, and nothing else in the program normalises or folds.
 *
 * Removed: control characters but tab and line feed, and the bidirectional embeddings and overrides that make text
 * read as something else (Unicode TR 36, "Bidirectional Text Spoofing"). Lone surrogates become U+FFFD.
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
/** More marks in a row than any script writes: what normalisation has to sort. NFKC makes marks of U+FF9E and U+FF9F too. */
const LONG_RUN = /[\p{M}\uff9e\uff9f]{33}/u;
/** Of what is normalised, in UTF-16 units: a topic of 250 code points, each of them still in four parts. */
const MAX_NORMALISED = 2000;
/** A code point that normalisation puts together has so many parts at the most. */
const MAX_PARTS = 4;

/** What a field takes, and the codes with which it refuses the rest. */
export interface TextRule {
  /** Code points. */
  max: number;
  tooLong: ErrorCode;
  /** Of heaps of combining marks. */
  invalid: ErrorCode;
  /** Where it is absent, a blank text is taken, as an empty one. */
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
  // Cleaning makes a text shorter. Nobody needs more than this of what it removes.
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
 * Text of several lines, cleaned: without blank lines at both ends. The indentation of its first line stays. For what comes from
 * people there is `readText`.
 */
export function cleanText(text: string): string {
  return withoutBlankEnds(
    text.toWellFormed().replace(LINE_BREAKS, '\n').replace(CONTROLS, '').replace(BIDI_EMBEDDINGS, ''),
  );
}

/** The composer in the browser does the same (`public/composer/writing-box.ts`). */
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
 * The same text in memory of its own. V8 makes a part of a text a view into the whole: what is kept for long, such as a
 * token, would keep the request that it came with.
 */
export function detached(text: string): string {
  return Buffer.from(text).toString();
}

/**
 * Without white space at both ends. By index: a regular expression for the end of a text tries each run of space inside it,
 * one space at a time.
 */
export function trimmed(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && WHITE_SPACE.test(text.charAt(start))) start++;
  while (end > start && WHITE_SPACE.test(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/**
 * Text of one line, cleaned: normalised (NFC), white space folded. Undefined for what is too long, or too high a heap of marks, to
 * be normalised. For what comes from people there is `readLine`.
 */
export function cleanLine(text: string): string | undefined {
  const line = trimmed(cleanText(text).replace(BIDI_ISOLATES, ''));
  return normalised(line, 'NFC')?.replace(/\p{White_Space}+/gu, ' ');
}

/** True of text that shows nothing: invisible characters alone count as blank. */
export function isBlank(text: string): boolean {
  return NOTHING_TO_SEE.test(text);
}

/**
 * What twins of a name have in common: NFKC and case folded, without invisible characters (as NFKC_Casefold, UAX 44), trimmed.
 * Folding may undo the normal form and the other way about; the second round settles it (Unicode 5.18.4). Undefined for what is
 * no name: too long, or too high a heap of marks.
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
 * Under which a person is found by name: the same for names that differ only in letter case, space, and in which of their kind an
 * apostrophe, a hyphen, a final sigma or a dotted I is. Empty for what is
 * no name.
 */
export function nameKey(name: string): string {
  const text = name.toWellFormed().replace(APOSTROPHES, "'").replace(HYPHENS, '-');
  return spaceFolded((folded(text) ?? '').replace(/ς/g, 'σ').replace(/i\u0307/g, 'i'));
}

/** `nameKey` as it was before it knew signs and sigmas. Two accounts of that time may have one key by now. */
export function earlierNameKey(name: string): string {
  return spaceFolded(folded(name.toWellFormed()) ?? '');
}

function spaceFolded(text: string): string {
  return trimmed(text.replace(/[\p{White_Space}\u2800]+/gu, ' '));
}

/**
 * In NFKC, if that has at most `max` code points; undefined if it is longer. It takes heaps of marks: 1,024 are sorted in a few
 * milliseconds. Meant for passwords, which may be anything.
 */
export function compatible(text: string, max: number): string | undefined {
  if (exceeds(text, max * MAX_PARTS)) return undefined;
  const normal = text.toWellFormed().normalize('NFKC');
  return exceeds(normal, max) ? undefined : normal;
}

/** Taken apart in compatible characters (NFKD), for comparing names. Empty for what is no name. */
export function decomposed(text: string): string {
  return normalised(text, 'NFKD') ?? '';
}

/**
 * Undefined for what would take long. Normalisation sorts the marks on a letter by insertion: its time grows with the square of
 * their number, 64 KiB of them take seconds.
 */
function normalised(text: string, form: 'NFC' | 'NFKC' | 'NFKD'): string | undefined {
  return text.length > MAX_NORMALISED || LONG_RUN.test(text) ? undefined : text.normalize(form);
}

export function hasStackedMarks(text: string): boolean {
  return STACKED_MARKS.test(text);
}

/** Whether a text has more than `max` code points, without a look at more of it than that. */
export function exceeds(text: string, max: number): boolean {
  return text.length > max && (text.length > max * 2 || codePoints(text) > max);
}

/** Length as people count it on the wire: code points. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
