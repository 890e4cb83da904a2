import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { User } from '../accounts/user.js';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import { inSlices } from '../in-slices.js';
import type { NoticeDraft } from '../log/entry.js';
import { ownLogKey } from '../log/own-log.js';
import { RoomLogService } from '../log/room-log.service.js';
import { type Lock, roomLock, userLock } from '../storage/lock.js';
import { Storage, type Transaction } from '../storage/storage.js';
import { type Bell, defaultBell } from './bell.js';
import type { RoomKind } from './may.js';
import { RoomAccessService } from './room-access.service.js';
import { MEMBERSHIP } from './room-notices.js';
import { type RoomPreferences, preferencesIn, storePreferences } from './room-preference-rows.js';
import { isPrivateKey } from './room.js';

/** Rows that one statement reads. */
const READ_AT_ONCE = 100;

interface RoomOfUser {
  id: number;
  kind: RoomKind;
  name: string;
  bell: Bell | null;
  pinned: number | null;
}

/**
 * What people have chosen for a room: its bell, which says what they are told of, and whether it is pinned to the top of their list. It is
 * forgotten when they leave the room, so that a room which somebody enters again is like any other.
 */
@Injectable()
export class RoomPreferencesService {
  constructor(
    private readonly storage: Storage,
    private readonly log: RoomLogService,
    private readonly access: RoomAccessService,
    private readonly clock: Clock,
  ) {}

  /**
   * What is undefined stays as it is. Resolves with what counts now, and tells the person's devices if that is new. Throws NOT_FOUND, also for
   * an open room in which nobody has written yet, and NOT_ALLOWED.
   */
  async change(
    user: User | null,
    key: string,
    { bell, pinned }: { bell?: Bell | undefined; pinned?: boolean | undefined },
  ): Promise<RoomPreferences> {
    await this.access.check(user, key, 'set-preferences');
    const person = user as User;
    return this.log.transact({ lock: locksOf(person, key) }, async (change) => {
      const { trx } = change;
      const room = await findRoom(trx, key, person.id);
      if (!room) throw new ChatError('NOT_FOUND');
      const before = preferencesIn(room.kind, room);
      const now = { bell: bell ?? before.bell, pinned: pinned ?? before.pinned };
      if (now.bell === before.bell && now.pinned === before.pinned) return before;
      await storePreferences(trx, { user_id: person.id, room_id: room.id }, { ...now, kind: room.kind });
      change.append([this.#notice(key, room, person)]);
      return now;
    });
  }

  /** What one person has chosen for these rooms, by room key. */
  async of(
    userId: string,
    rooms: readonly { room: string; kind: RoomKind }[],
  ): Promise<Map<string, RoomPreferences>> {
    const rows = await inSlices(rooms, READ_AT_ONCE, (some) =>
      this.storage.reader
        .selectFrom('room_preferences as p')
        .innerJoin('rooms', 'rooms.id', 'p.room_id')
        .select(['rooms.key', 'p.bell', 'p.pinned'])
        .where('p.user_id', '=', userId)
        .where(
          'rooms.key',
          'in',
          some.map(({ room }) => room),
        )
        .execute(),
    );
    const found = new Map(rows.map((row) => [row.key, row]));
    return new Map(rooms.map(({ room, kind }) => [room, preferencesIn(kind, found.get(room))]));
  }

  /** The bell of each of these people in a room, whether they have chosen one or not. It does not check who may read the room. */
  async bellsIn(key: string, userIds: readonly string[]): Promise<Map<string, Bell>> {
    const room = await this.storage.reader
      .selectFrom('rooms')
      .select(['id', 'kind'])
      .where('key', '=', key)
      .executeTakeFirst();
    const usual = defaultBell((room?.kind ?? 'open') as RoomKind);
    const bells = new Map(userIds.map((id) => [id, usual]));
    if (!room) return bells;
    const chosen = await inSlices(userIds, READ_AT_ONCE, (some) =>
      this.storage.reader
        .selectFrom('room_preferences')
        .select(['user_id', 'bell'])
        .where('room_id', '=', room.id)
        .where('user_id', 'in', some)
        .execute(),
    );
    for (const { user_id, bell } of chosen) if (bell) bells.set(user_id, bell);
    return bells;
  }

  #notice(room: string, { kind, name }: RoomOfUser, { id, name: by }: User): NoticeDraft {
    const shown = kind === 'open' ? name || room : name;
    const detail = { room, kind, name: shown, change: 'preferences' };
    const notice = { id: uuidv7(), at: this.clock.now(), by: { id, name: by }, detail };
    return { room: ownLogKey(id), type: MEMBERSHIP, notice };
  }
}

/** Leaving a room takes one of these locks, and so does deleting an account. */
function locksOf({ id }: User, key: string): Lock[] {
  return isPrivateKey(key) ? [roomLock(key), userLock(id)] : [userLock(id)];
}

/** A room that the person may still see; undefined if their account was deleted meanwhile. */
async function findRoom(trx: Transaction, key: string, userId: string): Promise<RoomOfUser | undefined> {
  const found = await trx
    .selectFrom('rooms')
    .innerJoin('users', (join) => join.on('users.id', '=', userId).on('users.deleted_at', 'is', null))
    .leftJoin('memberships as m', (join) =>
      join.onRef('m.room_id', '=', 'rooms.id').on('m.user_id', '=', userId),
    )
    .leftJoin('room_preferences as p', (join) =>
      join.onRef('p.room_id', '=', 'rooms.id').on('p.user_id', '=', userId),
    )
    .select(['rooms.id', 'rooms.kind', 'rooms.name', 'p.bell', 'p.pinned'])
    .where('rooms.key', '=', key)
    .where((is) =>
      is.or([
        is('m.user_id', 'is not', null),
        is.and([is('rooms.kind', '=', 'open'), is('last_seq', '>', 0)]),
      ]),
    )
    .executeTakeFirst();
  return found && { ...found, kind: found.kind as RoomKind };
}
