import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { User } from '../accounts/user.js';
import { ChatError } from '../chat-error.js';
import { detached } from '../text.js';
import { Storage } from '../storage/storage.js';
import { LruMap } from '../lru-map.js';
import { type Action, type Role, type RoomKind, type Standing, may } from './may.js';
import { isGeneratedKey, isPrivateKey } from './room.js';

/** Of all rooms that are remembered together. */
const MAX_MEMBERS_KEPT = 200_000;
/** Keys that no room has. In memory of their own: whoever makes keys up displaces no rooms. */
const MAX_ABSENT_KEPT = 20_000;
/** Rooms that one statement reads: full ones take a few milliseconds. */
const READ_AT_ONCE = 10;
const NONE: readonly string[] = [];

/** Who is in a private room. Where there is no such room, nobody. */
interface Roster {
  kind: RoomKind;
  roles: Map<string, Role>;
  /** True once it is known that somebody has come or gone since. */
  stale: boolean;
}

/**
 * The one place that decides who may read and do what in a room, at the moment in which it is asked. Who is in a private room is
 * remembered, in bounded memory; whoever changes it calls `forget` in the turn in which the commit is known.
 */
@Injectable()
export class RoomAccessService {
  /** By room key, the one used longest ago first. */
  readonly #rosters = new Map<string, Roster>();
  /** Of keys that no room has: asking for one is the same work as asking for a room of others, and tells nothing. */
  readonly #absent = new LruMap<string, Roster>(MAX_ABSENT_KEPT);
  readonly #loading = new Map<string, Promise<Roster>>();
  #membersKept = 0;
  #changes = 0;

  constructor(private readonly storage: Storage) {}

  /**
   * Throws NOT_FOUND if the room is not there for this user, which is told in the same way of one that does not exist, and
   * NOT_ALLOWED if it is, but this is not for them. At once of an open room, and where it is remembered who is in a private one.
   */
  check(user: User | null, key: string, action: Action): void | Promise<void> {
    if (!isPrivateKey(key)) return demand(standingOf(user, undefined), action, 'open');
    if (!user || user.isGuest) throw new ChatError('NOT_FOUND');
    const roster = this.#known(key);
    if (roster) return demand(standingOf(user, roster), action, roster.kind);
    return this.#checkUnknown(user, key, action);
  }

  /** Reads something of a room: only what a reader may read also when it has been read is answered. Throws as `check`. */
  async reading<T>(
    user: User | null,
    key: string,
    read: () => Promise<T>,
    action: Action = 'read',
  ): Promise<T> {
    await this.check(user, key, action);
    const result = await read();
    if (isPrivateKey(key)) await this.check(user, key, action);
    return result;
  }

  /**
   * Which of these private rooms are not there for this user to read. True in the turn in which it is answered; at once where
   * all of them are remembered.
   */
  closedAmong(user: User | null, keys: readonly string[]): readonly string[] | Promise<readonly string[]> {
    if (keys.length === 0) return NONE;
    if (!user || user.isGuest) return keys;
    const rosters = keys.map((key) => this.#known(key));
    if (!rosters.includes(undefined)) return closedOf(user, keys, rosters as Roster[]);
    return this.#currentRosters(keys).then((current) => closedOf(user, keys, current));
  }

  /** As long as it is the same number, everybody may read what they could. */
  get changes(): number {
    return this.#changes;
  }

  /** Who is in the room has changed, or it has been made. */
  forget(key: string): void {
    this.#changes++;
    const absent = this.#absent.get(key);
    if (absent) absent.stale = true;
    this.#absent.delete(key);
    const roster = this.#rosters.get(key);
    if (!roster) return;
    roster.stale = true;
    this.#drop(key, roster);
  }

  async #checkUnknown(user: User, key: string, action: Action): Promise<void> {
    const [roster] = (await this.#currentRosters([key])) as [Roster];
    demand(standingOf(user, roster), action, roster.kind);
  }

  /** While one is loaded another may change. */
  async #currentRosters(keys: readonly string[]): Promise<Roster[]> {
    for (;;) {
      const rosters = await Promise.all(this.#rostersOf(keys));
      if (rosters.every((roster) => !roster.stale)) return rosters;
    }
  }

  #known(key: string): Roster | undefined {
    // No room has a key of another form.
    return isGeneratedKey(key) ? (this.#rosters.get(key) ?? this.#absent.get(key)) : NO_ROOM;
  }

  #rostersOf(keys: readonly string[]): Promise<Roster>[] {
    const unknown = keys.filter((key) => !this.#known(key) && !this.#loading.has(key));
    let turn: Promise<unknown> | undefined;
    for (let at = 0; at < unknown.length; at += READ_AT_ONCE) {
      const some = unknown.slice(at, at + READ_AT_ONCE);
      turn = this.#startLoading(
        some,
        turn?.then(() => nextTurn()),
      );
    }
    return keys.map((key) => this.#loading.get(key) ?? Promise.resolve(this.#known(key) as Roster));
  }

  #startLoading(keys: readonly string[], turn?: Promise<unknown>): Promise<unknown> {
    const all = turn ? turn.then(() => this.#load(keys)) : this.#load(keys);
    for (const key of keys) {
      const loading = all
        .then((rosters) => rosters.get(key) as Roster)
        .finally(() => {
          if (this.#loading.get(key) === loading) this.#loading.delete(key);
        });
      this.#loading.set(key, loading);
    }
    return all;
  }

  async #load(keys: readonly string[]): Promise<ReadonlyMap<string, Roster>> {
    for (;;) {
      const changes = this.#changes;
      const rosters = await this.#read(keys);
      // What was read before a change must not be remembered after it.
      if (changes !== this.#changes) continue;
      for (const [key, roster] of rosters) this.#keep(key, roster);
      return rosters;
    }
  }

  async #read(keys: readonly string[]): Promise<ReadonlyMap<string, Roster>> {
    const rows = await this.storage.reader
      .selectFrom('rooms')
      .innerJoin('memberships', 'memberships.room_id', 'rooms.id')
      .select(['rooms.key', 'rooms.kind', 'memberships.user_id as id', 'memberships.role'])
      .where('rooms.key', 'in', keys)
      .where('rooms.kind', 'in', ['group', 'direct'])
      .where('rooms.deleted_at', 'is', null)
      .execute();
    const rosters = new Map(keys.map((key) => [key, newRoster()]));
    for (const { key, kind, id, role } of rows) {
      const roster = rosters.get(key) as Roster;
      roster.kind = kind as RoomKind;
      roster.roles.set(id, role);
    }
    return rosters;
  }

  #keep(key: string, roster: Roster): void {
    // It outlives the request that it comes from.
    if (roster.roles.size === 0) return this.#absent.set(detached(key), roster);
    this.#rosters.set(detached(key), roster);
    this.#membersKept += roster.roles.size;
    for (const [oldest, other] of this.#rosters) {
      if (this.#membersKept <= MAX_MEMBERS_KEPT || other === roster) return;
      this.#drop(oldest, other);
    }
  }

  #drop(key: string, roster: Roster): void {
    this.#rosters.delete(key);
    this.#membersKept -= roster.roles.size;
  }
}

const NO_ROOM = newRoster();

function newRoster(): Roster {
  return { kind: 'group', roles: new Map(), stale: false };
}

function demand(standing: Standing, action: Action, kind: RoomKind): void {
  if (!may(standing, 'see', kind)) throw new ChatError('NOT_FOUND');
  if (!may(standing, action, kind)) throw new ChatError('NOT_ALLOWED');
}

/** Whoever is in no private room is an `account` there, whatever they were before: none of them may see it. */
function standingOf(user: User | null, roster: Roster | undefined): Standing {
  if (!user) return 'anonymous';
  if (user.isGuest) return 'guest';
  return roster?.roles.get(user.id) ?? 'account';
}

function closedOf(user: User, keys: readonly string[], rosters: readonly Roster[]): string[] {
  return keys.filter((_, i) => {
    const roster = rosters[i] as Roster;
    return !may(standingOf(user, roster), 'read', roster.kind);
  });
}
