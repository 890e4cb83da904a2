import { Injectable } from '@nestjs/common';
import { MAX_NAME_CHARS } from '../accounts/user.js';
import { Storage } from '../storage/storage.js';
import { isPrivateKey } from '../rooms/room.js';
import { nameKey } from '../text.js';
import { withoutCode } from '../formatting/formatting.js';
import { addressLike } from '../formatting/web-addresses.js';

/** More mentions in a message are ignored. */
const MAX_MENTIONS = 10;
/** Scripts that do not put spaces between words, or that attach endings to names. */
const UNSPACED_SCRIPTS = `
  Han Hiragana Katakana Bopomofo Hangul Thai Lao Khmer Myanmar Tibetan
  Javanese Balinese Cham Tai_Le Tai_Tham Tai_Viet New_Tai_Lue Yi`;
/** Without combining accents, which belong to all of these scripts. */
const UNSPACED = `(?![\\u0300-\\u036f])[${UNSPACED_SCRIPTS.trim().replace(/(\w+)\s*/g, '\\p{scx=$1}')}]`;
const SPACED_LETTER = String.raw`(?!${UNSPACED})[\p{L}\p{N}\p{M}]`;
/** An address without a scheme: a host and the beginning of a path or query (`site.example/@ann`). */
const BARE_ADDRESS = String.raw`(?:[\p{L}\p{N}_-]\.[\p{L}\p{N}]{1,24}|localhost)(?::\d{1,5})?(?:\/(?:[^\s@]{0,60}\/)?|[/?][^\s@]{0,60}=)`;
/** An `@` that is not inside a word of a spaced script (as in a mail address) and not in an address. */
const AT = new RegExp(String.raw`(?<!${SPACED_LETTER}[._%+-]?|${BARE_ADDRESS})[@＠]`, 'gu');
const ENDS_OR_BEGINS_FREELY = new RegExp(UNSPACED, 'u');
const IN_WORD = /[\p{L}\p{N}\p{M}_]/u;
/** Belongs to the character before it. */
const ATTACHED = /[\p{M}\u200d]/u;

/** Finds the accounts that a text mentions as `@name`. */
@Injectable()
export class Mentions {
  constructor(private readonly storage: Storage) {}

  /**
   * The ids of the mentioned accounts; in a private room, of members only. If several names match at one
   * place, the longest counts.
   */
  async in(room: string, body: string): Promise<string[]> {
    const places = mentionKeys(body);
    if (places.length === 0) return [];
    const ids = await this.#accounts(room, places.flat());
    const named = places.flatMap((keys) => ids.get(keys.find((key) => ids.has(key)) ?? '') ?? []);
    return [...new Set(named)];
  }

  async #accounts(room: string, keys: readonly string[]): Promise<Map<string, string>> {
    const found = await this.storage.reader
      .selectFrom('users')
      .select(['users.id', 'users.account_key'])
      .where('users.account_key', 'in', keys)
      .$if(isPrivateKey(room), (query) =>
        query
          .innerJoin('memberships', 'memberships.user_id', 'users.id')
          .innerJoin('rooms', 'rooms.id', 'memberships.room_id')
          .where('rooms.key', '=', room),
      )
      .execute();
    return new Map(found.map(({ id, account_key: key }) => [key as string, id]));
  }
}

/** The possible names after each `@` outside links and code, folded for comparison, the longest first. */
export function mentionKeys(typed: string): string[][] {
  if (!typed.includes('@') && !typed.includes('＠')) return [];
  const body = withoutCode(typed);
  const links = addressLike(body);
  const places: string[][] = [];
  for (const { index } of body.matchAll(AT)) {
    if (places.length === MAX_MENTIONS) break;
    while (links[0] && links[0].end <= index) links.shift();
    if (links[0] && links[0].start <= index) continue;
    const keys = keysOf(body.slice(index + 1, index + 1 + MAX_NAME_CHARS * 2));
    if (keys.length > 0) places.push(keys);
  }
  return places;
}

/** The folded beginnings of a text that end at the end of a word. */
function keysOf(text: string): string[] {
  const chars = Array.from(text).slice(0, MAX_NAME_CHARS + 1);
  const keys: string[] = [];
  for (let end = Math.min(chars.length, MAX_NAME_CHARS); end > 0; end--) {
    // Markdown emphasis, as in `_@ann_`.
    const next = chars.slice(end).find((char) => char !== '_');
    const isEmphasis = chars[end] === '_' && (next === undefined || !IN_WORD.test(next));
    if (!isEmphasis && !isEndOfWord(chars[end - 1] as string, chars[end])) continue;
    const key = nameKey(chars.slice(0, end).join(''));
    if (key !== '' && key !== keys.at(-1)) keys.push(key);
  }
  return keys;
}

function isEndOfWord(last: string, next: string | undefined): boolean {
  if (next !== undefined && ATTACHED.test(next)) return false;
  if (next === undefined || !IN_WORD.test(last) || !IN_WORD.test(next)) return true;
  return ENDS_OR_BEGINS_FREELY.test(last) || ENDS_OR_BEGINS_FREELY.test(next);
}
