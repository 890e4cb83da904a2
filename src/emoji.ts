/** What may be a part of an emoji that is put together: drawn as emoji or not, in one of the tones of skin or in none. */
const PART = String.raw`\p{Emoji}\ufe0f?\p{Emoji_Modifier}?`;
const FLAG = String.raw`\u{1f3f4}[\u{e0061}-\u{e007a}]+\u{e007f}`;
const SEQUENCE = new RegExp(String.raw`${FLAG}|${PART}(?:\u200d${PART})+`, 'gu');
/** Emoji that everybody is to draw as one picture (UTS 51, ED-27): the longest that begins at a place. To try it takes some ten µs. */
const RGI = new RegExp(String.raw`\p{RGI_Emoji}`, 'vy');
/** The longest have four: a kiss. */
const MAX_PARTS = 4;

/** False of nearly every text, which need not be looked at any closer. */
export function mayHaveSequences(text: string): boolean {
  return text.includes('\u200d') || text.includes('\u{e007f}');
}

/**
 * Calls back for each emoji that is one picture of several code points, held together by what shows nothing by itself: joiners
 * (families, callings, flags of colours) and tags (England, Scotland, Wales). It is told without variation selectors, which do not make
 * another picture of it. What only looks like such an emoji, and is drawn in pieces, is left alone.
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

/** How many parts from here on are one picture. */
function longestAt(parts: readonly string[], at: number): number {
  const some = parts.slice(at, at + MAX_PARTS).map(qualified);
  const end = rgiEnd(some.join('\u200d'));
  let length = -1;
  const count = 1 + some.findIndex((part) => (length += part.length + 1) === end);
  return Math.max(1, count);
}

/** Where the picture that a text begins with ends; 0 if it begins with none. */
function rgiEnd(text: string): number {
  RGI.lastIndex = 0;
  return RGI.test(text) ? RGI.lastIndex : 0;
}

/** With the selector that the standard wants where a character is text by default. */
function qualified(part: string): string {
  const plain = part.replaceAll('\ufe0f', '');
  return /^(?=\p{Emoji}$)\P{Emoji_Presentation}$/u.test(plain) ? `${plain}\ufe0f` : plain;
}
