import { rgiEnd } from '../emoji.js';

/** More emoji are a text. */
const MAX_EMOJI = 8;
/** The longest emoji, a kiss in two skin tones, has 15 units. */
const MAX_LENGTH = MAX_EMOJI * 16;
/** A cheap test that is false for nearly every text. */
const MAY_BE_EMOJI = /^[\s\p{Emoji}\p{Emoji_Component}]*$/u;

/** True for a text of a few emoji and nothing else. */
export function isOnlyEmoji(text: string): boolean {
  if (text.length > MAX_LENGTH || !MAY_BE_EMOJI.test(text) || !/\P{ASCII}/u.test(text)) return false;
  let count = 0;
  for (let at = 0; at < text.length; count++) {
    const end = rgiEnd(text, at);
    if (end === 0) return false;
    at = end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0);
  }
  return count > 0 && count <= MAX_EMOJI;
}
