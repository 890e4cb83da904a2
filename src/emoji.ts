/** What may be a part of an emoji that is put together: drawn as emoji or not, in one of the tones of skin or in none. */
const PART = String.raw`\p{Emoji}\ufe0f?\p{Emoji_Modifier}?`;
const FLAG = String.raw`\u{1f3f4}[\u{e0061}-\u{e007a}]+\u{e007f}`;
const SEQUENCE = new RegExp(String.raw`${FLAG}|${PART}(?:\u200d${PART})+`, 'gu');
/** Emoji that everybody is to draw as one picture (UTS 51, ED-27). */
const RGI = new RegExp(String.raw`^\p{RGI_Emoji}$`, 'v');
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
    if (parts.length === 1) return RGI.test(run) ? replace(run) : run;
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
  for (let count = Math.min(MAX_PARTS, parts.length - at); count > 1; count--)
    if (
      RGI.test(
        parts
          .slice(at, at + count)
          .map(qualified)
          .join('\u200d'),
      )
    )
      return count;
  return 1;
}

/** With the selector that the standard wants where a character is text by default. */
function qualified(part: string): string {
  const plain = part.replaceAll('\ufe0f', '');
  return /^(?=\p{Emoji}$)\P{Emoji_Presentation}$/u.test(plain) ? `${plain}\ufe0f` : plain;
}
