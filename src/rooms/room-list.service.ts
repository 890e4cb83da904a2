import { Injectable } from '@nestjs/common';
import type { User } from '../accounts/user.js';
import { ChatError } from '../chat-error.js';
import { Storage } from '../storage/storage.js';
import type { Author } from '../log/message.js';
import { RoomLogService } from '../log/room-log.service.js';
import { type FollowedRoom, FollowedRooms } from './followed-rooms.js';
import type { Role, RoomKind } from './may.js';
import { RoomAccessService } from './room-access.service.js';
import { listedRooms, hiddenDirectRooms } from './listed-rooms.js';
import { RoomPreferencesService } from './room-preferences.service.js';
import { type RoomPreferences, preferencesIn } from './room-preference-rows.js';
import { UnreadCounts, type Unread } from './unread-counts.js';
import { ownLogKey } from '../log/own-log.js';
import { LOBBY, isPrivateKey, openRoomKey, roomNameOf } from './room.js';

const NONE_UNREAD: Unread = { read: 0, unread: 0, mentions: 0 };

export interface ListedRoom {
  /** Key of the room. */
  room: string;
  kind: RoomKind;
  /** Seq of the newest entry; 0 if there is none. */
  seq: number;
  /** Display name of an open room. */
  name?: string;
  /** Topic of an open room. */
  topic?: string;
  /** True for an open room, other than the lobby, that does not exist until somebody writes in it. */
  isNew?: boolean;
  /** In a private room: the caller's role, and the room's name and topic. */
  mine?: { role: Role; name: string; topic: string };
  /** In a direct room: the other person. */
  with?: Author;
}

/** A room with the caller's unread counts, and with what they have chosen for it. */
export type RoomSummary = ListedRoom & Unread & RoomPreferences;

@Injectable()
export class RoomListService {
  constructor(
    private readonly log: RoomLogService,
    private readonly access: RoomAccessService,
    private readonly storage: Storage,
    private readonly unread: UnreadCounts,
    private readonly followed: FollowedRooms,
    private readonly preferences: RoomPreferencesService,
  ) {}

  /**
   * The lobby, then the private rooms, then the open rooms that the user follows; both groups with the latest entry first. `listedRooms`
   * limits direct rooms begun by others, `FollowedRooms` the open ones.
   */
  async list(user: User | null): Promise<RoomSummary[]> {
    const lobby = await this.#open(LOBBY);
    if (!user) return this.#forCaller(null, [lobby]);
    const open = await this.followed.list(user.id);
    // An open room whose key is not valid under today's rules cannot be opened.
    const others = open.filter(({ room }) => openRoomKey(room) === room);
    const ids = user.isGuest ? [] : await listedRooms(this.storage.reader, user.id);
    const privateRooms = await this.#private(user.id, { ids });
    return this.#forCaller(user, [lobby, ...privateRooms, ...others.map(openRoom)]);
  }

  /** Hidden direct rooms that return to the list with their next entry. */
  async hiddenDirectRooms(user: User | null): Promise<{ room: string; seq: number }[]> {
    return user && !user.isGuest ? hiddenDirectRooms(this.storage.reader, user.id) : [];
  }

  /** Newest seq of the user's own log. */
  async ownSeq(user: User | null): Promise<number> {
    return user ? this.log.newestSeq(ownLogKey(user.id)) : 0;
  }

  /** One room. An open room that does not exist yet is named as `written`. Throws NOT_FOUND. */
  async find(user: User | null, key: string, written = key): Promise<RoomSummary> {
    await this.access.check(user, key, 'see');
    const rooms = isPrivateKey(key)
      ? user && (await this.#private(user.id, { key }))
      : [await this.#open(key, written)];
    const [room] = await this.#forCaller(user, rooms ?? []);
    if (!room) throw new ChatError('NOT_FOUND');
    return room;
  }

  /** Members of a private room; 0 for an open one. Checks no rights: the caller must. */
  async countMembers(key: string): Promise<number> {
    if (!isPrivateKey(key)) return 0;
    const members = this.storage.reader.selectFrom('rooms').where('rooms.key', '=', key);
    const { count } = await members
      .innerJoin('memberships', 'memberships.room_id', 'rooms.id')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return count;
  }

  async #forCaller(user: User | null, rooms: readonly ListedRoom[]): Promise<RoomSummary[]> {
    const counts = user && (await this.unread.of(user.id, rooms));
    const preferences = user && (await this.preferences.of(user.id, rooms));
    return rooms.map((room) => ({
      ...room,
      ...(counts?.get(room.room) ?? NONE_UNREAD),
      ...(preferences?.get(room.room) ?? preferencesIn(room.kind)),
    }));
  }

  async #open(room: string, written = room): Promise<ListedRoom> {
    const row = await this.storage.reader
      .selectFrom('rooms')
      .select(['last_seq', 'name', 'topic'])
      .where('key', '=', room)
      .executeTakeFirst();
    if (!row) return { room, kind: 'open', seq: 0, name: roomNameOf(written, room), isNew: room !== LOBBY };
    return openRoom({ room, seq: row.last_seq, name: row.name, topic: row.topic });
  }

  async #private(userId: string, which: { key: string } | { ids: number[] }): Promise<ListedRoom[]> {
    const rows = await this.storage.reader
      .selectFrom('memberships as mine')
      .innerJoin('rooms', 'rooms.id', 'mine.room_id')
      .leftJoin('memberships as theirs', (join) =>
        join
          .onRef('theirs.room_id', '=', 'rooms.id')
          .onRef('theirs.user_id', '<>', 'mine.user_id')
          .on('rooms.kind', '=', 'direct'),
      )
      .leftJoin('users', 'users.id', 'theirs.user_id')
      .leftJoin('entries', (join) =>
        join.onRef('entries.room_id', '=', 'rooms.id').onRef('entries.seq', '=', 'rooms.last_seq'),
      )
      .select(['rooms.key as room', 'rooms.kind', 'rooms.last_seq as seq', 'rooms.name', 'rooms.topic'])
      .select(['mine.role', 'users.id as otherId', 'users.name as otherName'])
      .where('mine.user_id', '=', userId)
      .where((is) => ('key' in which ? is('rooms.key', '=', which.key) : is('rooms.id', 'in', which.ids)))
      .orderBy(({ fn }) => fn.coalesce('entries.at', 'mine.joined_at'), 'desc')
      .orderBy('rooms.id', 'desc')
      .execute();
    return rows.map(({ room, kind, seq, role, name, topic, otherId, otherName }) => ({
      room,
      kind: kind as RoomKind,
      seq,
      mine: { role, name, topic },
      ...(otherId === null || otherName === null ? {} : { with: { id: otherId, name: otherName } }),
    }));
  }
}

function openRoom({ name, ...rest }: FollowedRoom): ListedRoom {
  return { ...rest, kind: 'open', name: name || rest.room };
}
