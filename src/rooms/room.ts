import { randomBytes } from 'node:crypto';
import { mayHaveSequences, replaceSequences } from '../emoji.js';
import { cleanLine, exceeds, folded, hasStackedMarks } from '../text.js';
import { hasInvisible } from '../invisible.js';

/** The open room that every visitor enters first. */
export const LOBBY = 'lobby';

const MAX_KEY_CODE_POINTS = 64;
const FORBIDDEN = /[,:/\\?#%\p{Cc}\u2028\u2029]/u;
/** Names that are their own keys: folding changes nothing in them. Most programs send such names. */
const PLAIN = /^[a-z0-9_-]{1,64}$/;
const PRIVATE_OR_OWN = /^[~@]/;
/** Path segments that mean another folder, even percent-encoded (WHATWG URL, 4.4). */
const DOTS = /^\.{1,2}$/;
const PRIVATE = /^~[\w-]{1,64}$/;
const GENERATED = /^~[\w-]{22}$/;
const KEY_BYTES = 16;

/** Replaces an emoji while the name is folded: a noncharacter, which no valid name contains and folding leaves alone. */
const PLACE = '\ufdd0';

/**
 * The key of an open room: its name after NFKC, trimming and case folding, without invisible characters (as in NFKC_Casefold, UAX 44), so
 * that names that look the same lead to one room. Emoji of several code points stay whole, in whichever way they are written. Undefined if
 * no room can have this name: it is empty, longer than 64 code points, or `.` or `..`; it contains one of `, : / \ ? # %`, a control
 * character, or an invisible character that does not fold away (see `hasInvisible`); or it begins with `~` (private rooms) or `@` (one's own
 * log).
 */
export function openRoomKey(name: string): string | undefined {
  if (PLAIN.test(name)) return name;
  // Folding can shorten a name, but nobody types one four times too long.
  if (exceeds(name, MAX_KEY_CODE_POINTS * 4) || !name.isWellFormed() || name.includes(PLACE))
    return undefined;
  const key = foldedAround(name);
  if (key === undefined || key === '' || exceeds(key, MAX_KEY_CODE_POINTS)) return undefined;
  if (FORBIDDEN.test(key) || PRIVATE_OR_OWN.test(key) || DOTS.test(key) || hasStackedMarks(key))
    return undefined;
  // An invisible character would make a twin of the room without it.
  if (hasInvisible(key)) return undefined;
  // What folding removed may have separated two emoji that are now a third: then the key does not fold to itself.
  return !mayHaveSequences(key) || foldedAround(key) === key ? key : undefined;
}

/** Folds everything except emoji sequences. */
function foldedAround(name: string): string | undefined {
  if (!mayHaveSequences(name)) return folded(name);
  const emoji: string[] = [];
  const plain = replaceSequences(name, (one) => (emoji.push(one), PLACE));
  return folded(plain)?.replaceAll(PLACE, () => emoji.shift() as string);
}

/**
 * The display name of an open room: its name as written, on one line. The key instead if the name contains invisible characters, is too
 * long, or leads to another room.
 */
export function roomNameOf(name: string, key: string): string {
  if (name === key || key === LOBBY || exceeds(name, MAX_KEY_CODE_POINTS * 4)) return key;
  const line = cleanLine(name);
  if (line === undefined || exceeds(line, MAX_KEY_CODE_POINTS) || hasInvisible(line)) return key;
  return openRoomKey(line) === key ? line : key;
}

/** A typed room name without the `#` that other chats write before it. */
export function withoutHash(name: string): string {
  return name.replace(/^[\s#\uff03\ufe5f]+/, '');
}

/** True for text that is written like a private key, even if no room can have that key (see `isGeneratedKey`). */
export function isPrivateKey(key: string): boolean {
  return PRIVATE.test(key);
}

/** True for text in the form of a generated key. All private rooms have generated keys. */
export function isGeneratedKey(key: string): boolean {
  return GENERATED.test(key);
}

/** A random key for a new private room. */
export function newPrivateKey(): string {
  return `~${randomBytes(KEY_BYTES).toString('base64url')}`;
}

/** The key of any room: from the name of an open room, or a private key unchanged. Undefined if it is neither. */
export function roomKey(name: string): string | undefined {
  return isGeneratedKey(name) ? name : openRoomKey(name);
}

/** The path of the page that an invite link opens. */
export function invitePath(token: string): string {
  return `/invite/${token}`;
}

/** The path of a room's page. */
export function roomPath(key: string): string {
  return key === LOBBY ? '/' : `/room?room=${encodeURIComponent(key)}`;
}
