import { Injectable } from '@nestjs/common';
import type { User } from '../accounts/user.js';
import { ChatError } from '../chat-error.js';
import { detached } from '../text.js';
import { Database } from '../database/database.js';
import { type Action, type Role, type RoomKind, type Standing, may } from './may.js';
import { isPrivateKey } from './room.js';

/** Of all rooms that are remembered together. */
const MAX_MEMBERS_KEPT = 200_000;
const NONE: readonly string[] = [];

/** Who is in a private room. */
interface Roster {
  kind: RoomKind;
  roles: ReadonlyMap<string, Role>;
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
  readonly #loading = new Map<string, Promise<Roster | undefined>>();
  #membersKept = 0;
  #changes = 0;

  constructor(private readonly database: Database) {}

  /**
   * Throws NOT_FOUND if the room is not there for this user, which is told in the same way of one that does not exist, and
   * NOT_ALLOWED if it is, but this is not for them. At once of an open room, and where it is remembered who is in a private one.
   */
  check(user: User | null, key: string, action: Action): void | Promise<void> {
    if (!isPrivateKey(key)) return demand(standingOf(user, undefined), action, 'open');
    if (!user || user.isGuest) throw new ChatError('NOT_FOUND');
    const roster = this.#rosters.get(key);
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
    const rosters = keys.map((key) => this.#rosters.get(key));
    if (!rosters.includes(undefined)) return closedOf(user, keys, rosters);
    return this.#currentRosters(keys).then((current) => closedOf(user, keys, current));
  }

  /** As long as it is the same number, everybody may read what they could. */
  get changes(): number {
    return this.#changes;
  }

  /** Who is in the room has changed. */
  forget(key: string): void {
    this.#changes++;
    const roster = this.#rosters.get(key);
    if (!roster) return;
    roster.stale = true;
    this.#drop(key, roster);
  }

  async #checkUnknown(user: User, key: string, action: Action): Promise<void> {
    const [roster] = await this.#currentRosters([key]);
    if (!roster) throw new ChatError('NOT_FOUND');
    demand(standingOf(user, roster), action, roster.kind);
  }

  /** While one is loaded another may change. */
  async #currentRosters(keys: readonly string[]): Promise<(Roster | undefined)[]> {
    for (;;) {
      const rosters = await Promise.all(keys.map((key) => this.#roster(key)));
      if (rosters.every((roster) => !roster?.stale)) return rosters;
    }
  }

  #roster(key: string): Promise<Roster | undefined> {
    const known = this.#rosters.get(key);
    if (known) return Promise.resolve(known);
    let loading = this.#loading.get(key);
    if (!loading) {
      loading = this.#load(key).finally(() => {
        if (this.#loading.get(key) === loading) this.#loading.delete(key);
      });
      this.#loading.set(key, loading);
    }
    return loading;
  }

  async #load(key: string): Promise<Roster | undefined> {
    for (;;) {
      const changes = this.#changes;
      const roster = await this.#read(key);
      // What was read before a change must not be remembered after it.
      if (changes !== this.#changes) continue;
      if (roster) this.#keep(key, roster);
      return roster;
    }
  }

  async #read(key: string): Promise<Roster | undefined> {
    const rows = await this.database.reader
      .selectFrom('rooms')
      .innerJoin('memberships', 'memberships.room_id', 'rooms.id')
      .select(['rooms.kind', 'memberships.user_id', 'memberships.role'])
      .where('rooms.key', '=', key)
      .where('rooms.kind', 'in', ['group', 'direct'])
      .where('rooms.deleted_at', 'is', null)
      .execute();
    const [first] = rows;
    if (!first) return undefined;
    const roles = new Map(rows.map(({ user_id: id, role }) => [id, role]));
    return { kind: first.kind as RoomKind, roles, stale: false };
  }

  #keep(key: string, roster: Roster): void {
    // It outlives the request that it comes from.
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

function closedOf(user: User, keys: readonly string[], rosters: readonly (Roster | undefined)[]): string[] {
  return keys.filter((_, i) => {
    const roster = rosters[i];
    return !roster || !may(standingOf(user, roster), 'read', roster.kind);
  });
}
