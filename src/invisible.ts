/**
 * Characters that show nothing: those that Unicode says to ignore, noncharacters, the object replacement character, blanks that count as
 * symbols or letters, and format characters except those that are drawn (Arabic, Syriac and Kaithi number signs).
 */
const FORMATS = String.raw`(?![\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}])\p{Cf}`;
const BLANKS = String.raw`\u2800\ufffc\u{13441}\u{13442}\u{16fe4}\u{1d159}`;
/** Matches one invisible character; a pattern without flags. */
export const INVISIBLE = String.raw`(?:[\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}${BLANKS}]|${FORMATS})`;
/**
 * Private and unassigned characters all look like the same box. Code points reserved for emoji are excepted: they may be assigned by now.
 */
const UNKNOWN = String.raw`(?!\p{Extended_Pictographic})[\p{Co}\p{Cn}]`;
const NOT_VISIBLE = new RegExp(`${INVISIBLE}|${UNKNOWN}`, 'u');
const JOINED_SCRIPTS = `
  Arabic Syriac Mandaic Nko Mongolian Phags_Pa Adlam Hanifi_Rohingya
  Devanagari Bengali Gurmukhi Gujarati Oriya Tamil Telugu Kannada Malayalam Sinhala
  Khmer Myanmar Tibetan Balinese Javanese Meetei_Mayek Chakma Sharada Grantha`;
const JOINED = `[${JOINED_SCRIPTS.trim().replace(/(\w+)\s*/g, '\\p{Script_Extensions=$1}')}]`;
/**
 * Places where an invisible character changes what is shown (UAX 31, 2.3; UTS 51): joiners inside words of joining scripts, emoji
 * sequences, emoji presentation, tag flags, and variants of ideographs and of Mongolian and Myanmar letters.
 */
const VISIBLE_IN_PLACE = new RegExp(
  [
    String.raw`(?<=${JOINED})[\u200c\u200d](?=${JOINED})`,
    // After a consonant without its vowel, even at the end of a word.
    String.raw`(?<=[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca])[\u200c\u200d]`,
    String.raw`(?<=(?![0-9#*])\p{Emoji}[\ufe0f\p{Emoji_Modifier}]?|[\u{e0020}-\u{e007f}])\u200d(?=\p{Extended_Pictographic})`,
    String.raw`(?<=(?![0-9#*])\p{Emoji})[\ufe0e\ufe0f]`,
    String.raw`(?<=[0-9#*])\ufe0f(?=\u20e3)`,
    String.raw`(?<=\u{1f3f4})[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{2,6}\u{e007f}`,
    String.raw`(?<=\p{Script=Han})[\ufe00-\ufe02\u{e0100}-\u{e01ef}]`,
    String.raw`(?<=\p{Script=Mongolian})[\u180b-\u180f]`,
    String.raw`(?<=\p{Script=Myanmar})\ufe00`,
  ].join('|'),
  'gu',
);

/**
 * True for text with a character that is invisible where it stands, or looks like any other of its kind. Names of people and rooms may not
 * contain one: two names that differ only in it would look the same.
 */
export function hasInvisible(text: string): boolean {
  return NOT_VISIBLE.test(text) && NOT_VISIBLE.test(text.replace(VISIBLE_IN_PLACE, ''));
}
