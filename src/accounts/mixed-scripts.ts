/** Scripts that one name may combine (UTS #39, section 5.2, "Highly Restrictive"): East Asian names contain Latin letters. */
const COMBINABLE = ['Latin Han Hiragana Katakana', 'Latin Han Bopomofo', 'Latin Han Hangul'].map(onlyOf);
/** Scripts in use today (UAX #31, tables 5 and 7). All others count as one. */
const SCRIPTS = `
  Arabic Armenian Bengali Cyrillic Devanagari Ethiopic Georgian Greek Gujarati Gurmukhi Hebrew Kannada Khmer Lao Malayalam Myanmar
  Oriya Sinhala Tamil Telugu Thaana Thai Tibetan
  Adlam Balinese Bamum Batak Canadian_Aboriginal Chakma Cham Cherokee Hanifi_Rohingya Javanese Kayah_Li Lepcha Limbu Lisu Mandaic
  Meetei_Mayek Miao Mongolian New_Tai_Lue Newa Nko Nyiakeng_Puachue_Hmong Ol_Chiki Osage Saurashtra Sundanese Syloti_Nagri Syriac
  Tai_Le Tai_Tham Tai_Viet Tifinagh Vai Wancho Yi`
  .trim()
  .split(/\s+/);
const ALONE = SCRIPTS.map(onlyOf);
const NONE_OF_THEM = new RegExp(
  `^[^${[...SCRIPTS, 'Latin', 'Han', 'Hiragana', 'Katakana', 'Bopomofo', 'Hangul'].map(extended).join('')}]*$`,
  'u',
);

/** True for a name that combines letters of scripts not written together, one of which may pass for another. */
export function mixesScripts(name: string): boolean {
  const isOne = (only: RegExp): boolean => only.test(name);
  return !COMBINABLE.some(isOne) && !ALONE.some(isOne) && !NONE_OF_THEM.test(name);
}

/** Signs, digits, emoji and marks go with every script. */
function onlyOf(scripts: string): RegExp {
  return new RegExp(`^[${['Common', 'Inherited', ...scripts.split(' ')].map(extended).join('')}]*$`, 'u');
}

function extended(script: string): string {
  return `\\p{Script_Extensions=${script}}`;
}
