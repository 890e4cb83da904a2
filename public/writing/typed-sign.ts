/** What was typed after a sign, such as `@`, and where the sign stands. */
export interface TypedSign {
  kind: 'person' | 'emoji';
  /** What follows the sign, up to the caret. */
  typed: string;
  start: number;
}

/** A name has at most 40 characters, some of which are two units. */
const LOOKED_AT = 90;
/** Names have spaces in them, but not at their ends. */
const PERSON = /[@＠]((?:[^@＠\s](?:[^@＠\n]*[^@＠\s])?)?)$/u;
const EMOJI = /:([\p{L}\p{N}][\p{L}\p{N}_+-]+):?$/u;
const IN_WORD = /[\p{L}\p{N}\p{M}_]$/u;
/** Scripts without spaces between words. */
const UNSPACED =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]$/u;

/**
 * The sign for a person or an emoji that the caret is behind. An `@` stands where the server finds mentions (`src/messages/mentions.ts`): not within
 * a word, but anywhere in scripts that put no spaces between words. A `:` does not follow a word in any script, since sentences do that too.
 */
export function typedSign(value: string, caret: number): TypedSign | undefined {
  const from = Math.max(0, caret - LOOKED_AT);
  const before = value.slice(from, caret);
  const person = PERSON.exec(before);
  if (person) {
    const lead = before.slice(0, person.index);
    if (IN_WORD.test(lead) && !UNSPACED.test(lead)) return undefined;
    return { kind: 'person', typed: person[1] ?? '', start: from + person.index };
  }
  const emoji = EMOJI.exec(before);
  if (!emoji || /[\p{L}\p{N}\p{M}_:/]$/u.test(before.slice(0, emoji.index))) return undefined;
  return { kind: 'emoji', typed: emoji[1] ?? '', start: from + emoji.index };
}
