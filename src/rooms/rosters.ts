import { LRUCache } from 'lru-cache';
import type { Keeper } from '../signals/generation-cache.js';
import { detached } from '../text.js';
import type { Role, RoomKind } from './may.js';
import { isGeneratedKey } from './room.js';

/** Of all rooms that are remembered together. */
const MAX_MEMBERS_KEPT = 200_000;
/** Keys that no room has. In memory of their own: whoever makes keys up displaces no rooms. */
const MAX_ABSENT_KEPT = 20_000;

/** Who is in a private room. Where there is no such room, nobody. */
export interface Roster {
  kind: RoomKind;
  roles: ReadonlyMap<string, Role>;
}

export const NOBODY: Roster = { kind: 'group', roles: new Map() };

/** The rosters of rooms by their keys, in memory that is bounded by the number of members. */
export class Rosters implements Keeper<Roster> {
  /** The one read longest ago first. */
  readonly #rosters = new Map<string, Roster>();
  /** Of keys that no room has: asking for one is the same work as asking for a room of others, and tells nothing. */
  readonly #absent = new LRUCache<string, Roster>({ max: MAX_ABSENT_KEPT });
  #membersKept = 0;

  get(key: string): Roster | undefined {
    // No room has a key of another form.
    return isGeneratedKey(key) ? (this.#rosters.get(key) ?? this.#absent.get(key)) : NOBODY;
  }

  set(key: string, roster: Roster): void {
    this.delete(key);
    // It outlives the request that it comes from.
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
