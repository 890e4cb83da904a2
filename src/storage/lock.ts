/**
 * What a change reads and then decides by. Changes that name the same lock happen one after the other; others may happen side by
 * side. In order of their text, so that no two changes wait for each other.
 */
export type Lock = `room:${string}` | `session:${string}` | `user:${string}` | 'names';

/** A room by its key: who is in it, as what, who is asked or kept out, its name and its end. */
export function roomLock(key: string): Lock {
  return `room:${key}`;
}

/**
 * An account or a guest: what they count (rooms, friends, requests, blocks, links), whether they are still there, whom they have
 * blocked. What is between two people is under the locks of both.
 */
export function userLock(id: string): Lock {
  return `user:${id}`;
}

/** A session by the hash of its id: whether it has ended, and whose it is. */
export function sessionLock(idHash: string): Lock {
  return `session:${idHash}`;
}

/** Who is called what. One lock for all: a name is compared with others by its key and by its look. */
export const NAMES_LOCK: Lock = 'names';

/** For what decides by nothing that it has read: one statement that holds whatever happens beside it. */
export const NO_LOCK: readonly Lock[] = [];
