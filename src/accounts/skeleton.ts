import { nfkd, nameKey } from '../text.js';
import { CONFUSABLES } from './confusables.js';

/** Lower case may look like yet another letter, so folding and substitution alternate: `M`, `m`, `rn`. */
const ROUNDS = 3;
/** Marks that are drawn over each other (UTS #39, 5.4): a dot over `i` or `j`, and the same mark twice. */
const DOT_ON_DOT = /(?<=\p{Soft_Dotted}\p{M}{0,3})\u0307/gu;
const SAME_MARKS = /(\p{Mn})\1+/gu;

/**
 * What names that look alike have in common: the skeleton of UTS #39, section 4, regardless of letter case. Only for comparison; it is not
 * a name. `Ian` and `lan` share a look; `ian` has another.
 */
export function skeletonOf(name: string): string {
  let text = name.toWellFormed();
  for (let round = 0; round < ROUNDS; round++) text = nameKey(skeleton(text));
  return text;
}

function skeleton(text: string): string {
  const shown = nfkd(text).replace(DOT_ON_DOT, '').replace(SAME_MARKS, '$1');
  return Array.from(shown, (char) => CONFUSABLES.get(char) ?? char).join('');
}
