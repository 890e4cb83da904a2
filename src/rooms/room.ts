import { codePoints, folded, hasStackedMarks } from '../text.js';

/** The open room that everybody enters first. */
export const LOBBY = 'lobby';

/** Under which key somebody finds the log of what concerns them alone. */
export const OWN_LOG = '@me';

const MAX_KEY_CODE_POINTS = 64;
const FORBIDDEN = /[,:/\\?#%\p{Cc}\u2028\u2029]/u;
const PRIVATE_OR_OWN = /^[~@]/;
/** In a path, also percent-encoded, they mean another place (WHATWG URL, 4.4). */
const DOTS = /^\.{1,2}$/;
const PRIVATE = /^~[\w-]{1,64}$/;

/**
 * The key of an open room: its name after NFKC, trimming and case folding (invisible characters go with it, as in
 * NFKC_Casefold, UAX 44), so that twins of a name are one room. Undefined where the name cannot be a room's: empty, longer
 * than 64 code points, with one of `, : / \ ? # %` or a control character, `.` or `..`, or beginning with `~` (private rooms) or
 * `@` (one's own log).
 */
export function openRoomKey(name: string): string | undefined {
  if (!name.isWellFormed()) return undefined;
  const key = folded(name);
  if (FORBIDDEN.test(key) || PRIVATE_OR_OWN.test(key) || DOTS.test(key) || hasStackedMarks(key))
    return undefined;
  const length = codePoints(key);
  return length >= 1 && length <= MAX_KEY_CODE_POINTS ? key : undefined;
}

/** True of what may be the key of a private room. They are generated. */
export function isPrivateKey(key: string): boolean {
  return PRIVATE.test(key);
}

/** The path of an open room's page. */
export function roomPath(key: string): string {
  return key === LOBBY ? '/' : `/room?room=${encodeURIComponent(key)}`;
}
