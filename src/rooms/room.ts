import { randomBytes } from 'node:crypto';
import { mayHaveSequences, replaceSequences } from '../emoji.js';
import { cleanLine, exceeds, folded, hasStackedMarks } from '../text.js';
import { hasUnseen } from '../unseen.js';

/** The open room that everybody enters first. */
export const LOBBY = 'lobby';

const MAX_KEY_CODE_POINTS = 64;
const FORBIDDEN = /[,:/\\?#%\p{Cc}\u2028\u2029]/u;
/** A name that is its own key, as most are that programs send: nothing in it folds. */
const PLAIN = /^[a-z0-9_-]{1,64}$/;
const PRIVATE_OR_OWN = /^[~@]/;
/** In a path, also percent-encoded, they mean another place (WHATWG URL, 4.4). */
const DOTS = /^\.{1,2}$/;
const PRIVATE = /^~[\w-]{1,64}$/;
const GENERATED = /^~[\w-]{22}$/;
const KEY_BYTES = 16;

/** Stands in a name for an emoji while it is folded: a noncharacter, which no name has and folding leaves alone. */
const PLACE = '\ufdd0';

/**
 * The key of an open room: its name after NFKC, trimming and case folding (invisible characters go with it, as in
 * NFKC_Casefold, UAX 44), so that twins of a name are one room. Emoji of several code points stay
 * whole, in whichever way they are written. Undefined where the name cannot be a room's: empty, longer
 * than 64 code points, with one of `, : / \ ? # %`, a control character or one that shows nothing and does not fold away (see
 * `hasUnseen`), `.` or `..`, or beginning with `~` (private rooms) or `@` (one's own log).
 */
export function openRoomKey(name: string): string | undefined {
  if (PLAIN.test(name)) return name;
  // What folding takes away or puts together makes a name shorter, but nobody writes that much of it.
  if (exceeds(name, MAX_KEY_CODE_POINTS * 4) || !name.isWellFormed() || name.includes(PLACE))
    return undefined;
  const key = foldedAround(name);
  if (key === undefined || key === '' || exceeds(key, MAX_KEY_CODE_POINTS)) return undefined;
  if (FORBIDDEN.test(key) || PRIVATE_OR_OWN.test(key) || DOTS.test(key) || hasStackedMarks(key))
    return undefined;
  // Beside the room of the same name without it, it would be a twin.
  if (hasUnseen(key)) return undefined;
  // Where something goes, what it held apart may be another emoji.
  return !mayHaveSequences(key) || foldedAround(key) === key ? key : undefined;
}

/** Folded but for the emoji in it. */
function foldedAround(name: string): string | undefined {
  if (!mayHaveSequences(name)) return folded(name);
  const emoji: string[] = [];
  const plain = replaceSequences(name, (one) => (emoji.push(one), PLACE));
  return folded(plain)?.replaceAll(PLACE, () => emoji.shift() as string);
}

/**
 * What an open room is called: its name as somebody wrote it, of one line; its key where there is something in the name that does
 * not show, or it is the name of another room.
 */
export function roomNameOf(name: string, key: string): string {
  if (name === key || key === LOBBY || exceeds(name, MAX_KEY_CODE_POINTS * 4)) return key;
  const line = cleanLine(name);
  if (line === undefined || exceeds(line, MAX_KEY_CODE_POINTS) || hasUnseen(line)) return key;
  return openRoomKey(line) === key ? line : key;
}

/** What somebody typed to open a room, without the sign that other chats put before it. */
export function withoutHash(name: string): string {
  return name.replace(/^[\s#\uff03\ufe5f]+/, '');
}

/** True of what is written like the key of a private room. */
export function isPrivateKey(key: string): boolean {
  return PRIVATE.test(key);
}

/** True of what may be the key of a private room, which none but a generated one is. */
export function isGeneratedKey(key: string): boolean {
  return GENERATED.test(key);
}

/** A key for a new private room, which nobody can guess. */
export function newPrivateKey(): string {
  return `~${randomBytes(KEY_BYTES).toString('base64url')}`;
}

/** The key of any room: an open one's from its name, a private one's as it is. Undefined where it can be neither. */
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
