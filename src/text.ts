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
const NOTHING_TO_SEE = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\u2800]*$/u;
const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu;
const WHITE_SPACE = /\p{White_Space}/u;
/** No script writes more than a handful of marks on one letter; more of them paint over the neighbours. */
const STACKED_MARKS = /(?:\p{M}\p{Cf}*){17}/u;

/** Text of several lines as it is stored. */
export function cleanText(text: string): string {
  return trim(
    text.toWellFormed().replace(LINE_BREAKS, '\n').replace(CONTROLS, '').replace(BIDI_EMBEDDINGS, ''),
  );
}

/**
 * The same text in memory of its own. V8 makes a part of a text a view into the whole: what is kept for long, such as a
 * token, would keep the request that it came with.
 */
export function detached(text: string): string {
  return Buffer.from(text).toString();
}

/** By index: a regular expression for the end of a text tries each run of space inside it, one space at a time. */
function trim(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && WHITE_SPACE.test(text.charAt(start))) start++;
  while (end > start && WHITE_SPACE.test(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/** Text of one line, such as a name: normalised (NFC), white space folded. */
export function cleanLine(text: string): string {
  return trim(cleanText(text).replace(BIDI_ISOLATES, ''))
    .normalize('NFC')
    .replace(/\p{White_Space}+/gu, ' ');
}

/**
 * A name as it is compared: NFKC, case folded, without invisible characters and space around it, as in NFKC_Casefold (UAX 44).
 * Folding may undo the normal form and the other way about: a second round settles it.
 */
export function caseFolded(name: string): string {
  return name.replace(IGNORABLE, '').normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC').trim();
}

/** True of text that shows nothing: invisible characters alone count as blank. */
export function isBlank(text: string): boolean {
  return NOTHING_TO_SEE.test(text);
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
