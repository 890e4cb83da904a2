/** Colours in `public/page/tokens.css`: with so many, people in one room rarely share one. */
const TINTS = 16;
const CHINESE = /^\p{Script=Han}+$/u;
const GRAPHEMES = new Intl.Segmenter();
/** The first combining accent. */
const FIRST_JOINING = 0x300;

/** The number of a person's colour, the same everywhere. */
export function tintOf(id: string): number {
  let sum = 0;
  for (const char of id) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return sum % TINTS;
}

/** What stands in the round picture of a person: the first letters of two words, or the last two characters of a Chinese name. */
export function initialsOf(name: string): string {
  if (CHINESE.test(name)) return Array.from(name).slice(-2).join('');
  return name.split(' ', 2).map(firstLetter).join('');
}

function firstLetter(word: string): string {
  return firstGrapheme(word).toUpperCase();
}

function firstGrapheme(word: string): string {
  // Every message asks for it, and segmenting costs as much as the rest of its HTML. Nothing below U+0300 joins another character.
  const isPlain = word.charCodeAt(0) < FIRST_JOINING && !(word.charCodeAt(1) >= FIRST_JOINING);
  if (isPlain) return word.charAt(0);
  for (const { segment } of GRAPHEMES.segment(word)) return segment;
  return '';
}
