/** One part of an emoji sequence: with or without an emoji presentation selector and a skin tone. */
const PART = String.raw`\p{Emoji}\ufe0f?\p{Emoji_Modifier}?`;
const FLAG = String.raw`\u{1f3f4}[\u{e0061}-\u{e007a}]+\u{e007f}`;
const SEQUENCE = new RegExp(String.raw`${FLAG}|${PART}(?:\u200d${PART})+`, 'gu');
/** Emoji that everybody should draw as one picture (UTS 51, ED-27); matches the longest at a position. One attempt takes some ten µs. */
const RGI = new RegExp(String.raw`\p{RGI_Emoji}`, 'vy');
/** The longest sequence has four parts: a kiss. */
const MAX_PARTS = 4;

/** A cheap test that is false for nearly every text. */
export function mayHaveSequences(text: string): boolean {
  return text.includes('\u200d') || text.includes('\u{e007f}');
}

/**
 * Calls `replace` for each emoji that is one picture of several code points, joined by joiners (families, professions, coloured flags) or
 * tags (England, Scotland, Wales). `replace` gets it without variation selectors, which do not change the picture. A sequence that is not a
 * recommended emoji, and is drawn in pieces, stays as it is.
 */
export function replaceSequences(text: string, replace: (emoji: string) => string): string {
  return text.replace(SEQUENCE, (run) => {
    const parts = run.split('\u200d');
    if (parts.length === 1) return rgiEnd(run) === run.length ? replace(run) : run;
    let replaced = '';
    for (let at = 0, count = 0; at < parts.length; at += count) {
      count = longestAt(parts, at);
      const piece = parts.slice(at, at + count).join('\u200d');
      replaced += count > 1 ? replace(piece.replaceAll('\ufe0f', '')) : piece;
    }
    return replaced;
  });
}

/** How many parts from `at` on form one picture. */
function longestAt(parts: readonly string[], at: number): number {
  const some = parts.slice(at, at + MAX_PARTS).map(qualified);
  const end = rgiEnd(some.join('\u200d'));
  let length = -1;
  const count = 1 + some.findIndex((part) => (length += part.length + 1) === end);
  return Math.max(1, count);
}

/** End of the emoji at a place of a text, by default at its start; 0 if there is none. */
export function rgiEnd(text: string, at = 0): number {
  RGI.lastIndex = at;
  return RGI.test(text) ? RGI.lastIndex : 0;
}

/** With the selector that the standard requires after a character that is text by default. */
function qualified(part: string): string {
  const plain = part.replaceAll('\ufe0f', '');
  return /^(?=\p{Emoji}$)\P{Emoji_Presentation}$/u.test(plain) ? `${plain}\ufe0f` : plain;
}
