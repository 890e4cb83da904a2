import { INVISIBLE } from './unseen.js';

/**
 * Rules for text that people write, the same on every database and for every field.
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
/** No script writes more than a handful of marks on one letter; more of them paint over the neighbours. */
const STACKED_MARKS = /(?:\p{M}\p{Cf}*){17}/u;

/** Text of several lines as it is stored: without blank lines at both ends. The indentation of its first line stays. */
export function cleanText(text: string): string {
  return withoutBlankEnds(
    text.toWellFormed().replace(LINE_BREAKS, '\n').replace(CONTROLS, '').replace(BIDI_EMBEDDINGS, ''),
  );
}

/** The composer in the browser does the same (`public/js/composer.js`). */
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

/** Text of one line, such as a name: normalised (NFC), white space folded. */
export function cleanLine(text: string): string {
  return trimmed(cleanText(text).replace(BIDI_ISOLATES, ''))
    .normalize('NFC')
    .replace(/\p{White_Space}+/gu, ' ');
}

/** True of text that shows nothing: invisible characters alone count as blank. */
export function isBlank(text: string): boolean {
  return NOTHING_TO_SEE.test(text);
}

/**
 * What twins of a name have in common: NFKC and case folded, without invisible characters (as NFKC_Casefold, UAX 44), trimmed.
 * Folding may undo the normal form and the other way about; the second round settles it (Unicode 5.18.4).
 */
export function folded(text: string): string {
  return foldOnce(foldOnce(text));
}

function foldOnce(text: string): string {
  return text.replace(IGNORABLE, '').normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC').trim();
}

/** Under which a person's name is unique: names that look alike but for letter case and space are the same. */
export function nameKey(name: string): string {
  return trimmed(folded(name.toWellFormed()).replace(/[\p{White_Space}\u2800]+/gu, ' '));
}

export function hasStackedMarks(text: string): boolean {
  return STACKED_MARKS.test(text);
}

/** Length as people count it on the wire: code points. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}
