import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Subscription } from 'rxjs';
import type { User } from '../accounts/user.js';
import { ChatError } from '../chat-error.js';
import { inSlices } from '../in-slices.js';
import { GenerationCache } from '../signals/generation-cache.js';
import { Signals } from '../signals/signals.js';
import { Storage } from '../storage/storage.js';
import { type Action, type Role, type RoomKind, type Standing, demand, may } from './may.js';
import { isPrivateKey } from './room.js';
import { type Roster, Rosters } from './rosters.js';

/** Rooms that one statement reads; full ones take a few milliseconds. */
const READ_AT_ONCE = 10;
const NONE: readonly string[] = [];

/**
 * The one place that decides who may read a room and act in it, as of the moment of the call. Rosters of private rooms are cached until
 * they change.
 */
@Injectable()
export class RoomAccessService implements OnModuleDestroy {
  readonly #rosters = new GenerationCache(new Rosters(), (keys) => this.#read(keys));
  readonly #hearing: Subscription;
  #changes = 0;

  constructor(
    private readonly storage: Storage,
    signals: Signals,
  ) {
    this.#hearing = signals.on('members', (keys) => {
      this.#changes += keys.length;
      for (const key of keys) this.#rosters.forget(key);
    });
  }

  onModuleDestroy(): void {
    this.#hearing.unsubscribe();
  }

  /**
   * Throws NOT_FOUND if this user cannot see the room, exactly as for a room that does not exist, and NOT_ALLOWED if they see it but may
   * not do this. Synchronous for an open room and for a cached roster.
   */
  check(user: User | null, key: string, action: Action): void | Promise<void> {
    if (!isPrivateKey(key)) return demand(standingOf(user, undefined), action, 'open');
    if (!user || user.isGuest) throw new ChatError('NOT_FOUND');
    const roster = this.#rosters.get(key);
    const decide = ({ kind, roles }: Roster): void => demand(standingOf(user, roles), action, kind);
    return roster instanceof Promise ? roster.then(decide) : decide(roster);
  }

  /**
   * Reads from a room and checks access again after the read, so that nobody gets what they may no longer read. Throws what `check` throws.
   */
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
   * Which of these private rooms this user may not read. True at the moment it is answered: use it before the next `await`. Synchronous if
   * all rosters are cached.
   */
  closedAmong(user: User | null, keys: readonly string[]): readonly string[] | Promise<readonly string[]> {
    if (keys.length === 0) return NONE;
    if (!user || user.isGuest) return keys;
    const rosters = this.#rosters.getAll(keys);
    return rosters instanceof Promise
      ? rosters.then((current) => closedOf(user, keys, current))
      : closedOf(user, keys, rosters);
  }

  /** Counts membership changes. While the number stays the same, nobody has lost access to a room. */
  get changes(): number {
    return this.#changes;
  }

  async #read(keys: readonly string[]): Promise<ReadonlyMap<string, Roster>> {
    const rows = await inSlices(keys, READ_AT_ONCE, (some) =>
      this.storage.reader
        .selectFrom('rooms')
        .innerJoin('memberships', 'memberships.room_id', 'rooms.id')
        .select(['rooms.key', 'rooms.kind', 'memberships.user_id as id', 'memberships.role'])
        .where('rooms.key', 'in', some)
        .where('rooms.kind', 'in', ['group', 'direct'])
        .where('rooms.deleted_at', 'is', null)
        .execute(),
    );
    const roles = new Map(keys.map((key) => [key, new Map<string, Role>()]));
    const kinds = new Map<string, RoomKind>();
    for (const { key, kind, id, role } of rows) {
      kinds.set(key, kind as RoomKind);
      roles.get(key)?.set(id, role);
    }
    return new Map(Array.from(roles, ([key, of]) => [key, { kind: kinds.get(key) ?? 'group', roles: of }]));
  }
}

/** Invited and banned accounts count as `account` here: none of the three may see the room. */
function standingOf(user: User | null, roles: Roster['roles'] | undefined): Standing {
  if (!user) return 'anonymous';
  if (user.isGuest) return 'guest';
  return roles?.get(user.id) ?? 'account';
}

function closedOf(user: User, keys: readonly string[], rosters: readonly Roster[]): string[] {
  return keys.filter((_, i) => {
    const { kind, roles } = rosters[i] as Roster;
    return !may(standingOf(user, roles), 'read', kind);
  });
}
