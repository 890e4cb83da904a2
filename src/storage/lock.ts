/**
 * Names what a change reads before it decides. Changes that share a lock run one after the other; others may
 * run concurrently. An adapter must take several locks in order of their text, to avoid deadlocks.
 */
export type Lock = `room:${string}` | `session:${string}` | `user:${string}` | 'names';

/** A room by its key: its members and their roles, invitations, bans, name and deletion. */
export function roomLock(key: string): Lock {
  return `room:${key}`;
}

/**
 * An account or a guest: everything counted per user (rooms, friends, requests, blocks, links), whether the
 * user still exists, and whom they blocked. What is between two users is under the locks of both.
 */
export function userLock(id: string): Lock {
  return `user:${id}`;
}

/** A session by the hash of its id: whether it has ended, and its user. */
export function sessionLock(idHash: string): Lock {
  return `session:${idHash}`;
}

/** All names. A single lock, because a name is compared with all others by its key and by its look. */
export const NAMES_LOCK: Lock = 'names';

/** For a change that decides nothing by reading: a single statement that is right whatever runs beside it. */
export const NO_LOCK: readonly Lock[] = [];
