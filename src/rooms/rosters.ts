import { LRUCache } from 'lru-cache';
import type { Keeper } from '../signals/generation-cache.js';
import { detached } from '../text.js';
import type { Role, RoomKind } from './may.js';
import { isGeneratedKey } from './room.js';

/** Members of all cached rosters together. */
const MAX_MEMBERS_KEPT = 200_000;
/** Keys without a room. Cached apart, so that made-up keys cannot displace the rosters of rooms. */
const MAX_ABSENT_KEPT = 20_000;

/** The members of a private room; empty if the room does not exist. */
export interface Roster {
  kind: RoomKind;
  roles: ReadonlyMap<string, Role>;
}

export const NOBODY: Roster = { kind: 'group', roles: new Map() };

/** Caches rosters by room key, bounded by the total number of members. */
export class Rosters implements Keeper<Roster> {
  /** Oldest first, in the order in which they were cached. */
  readonly #rosters = new Map<string, Roster>();
  /** Rosters of keys without a room, so that a missing room takes the same work as a room of others and cannot be told from it. */
  readonly #absent = new LRUCache<string, Roster>({ max: MAX_ABSENT_KEPT });
  #membersKept = 0;

  get(key: string): Roster | undefined {
    // No room has a key of another form.
    return isGeneratedKey(key) ? (this.#rosters.get(key) ?? this.#absent.get(key)) : NOBODY;
  }

  set(key: string, roster: Roster): void {
    this.delete(key);
    // A copy: the key outlives the request that it comes from.
    const kept = detached(key);
    if (roster.roles.size === 0) {
      this.#absent.set(kept, roster);
      return;
    }
    this.#rosters.set(kept, roster);
    this.#membersKept += roster.roles.size;
    for (const oldest of this.#rosters.keys()) {
      if (this.#membersKept <= MAX_MEMBERS_KEPT || oldest === kept) return;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    this.#absent.delete(key);
    this.#membersKept -= this.#rosters.get(key)?.roles.size ?? 0;
    this.#rosters.delete(key);
  }
}
