import { Injectable } from '@nestjs/common';
import { type RawBuilder, sql } from 'kysely';
import { Storage } from '../storage/storage.js';
import { inSlices } from '../in-slices.js';

/** Counting stops here: MAX_UNREAD means that many or more. */
export const MAX_UNREAD = 100;
/** Newest messages of a room that are looked at, so that the cost does not grow with the length of an absence. */
const MAX_LOOKED_AT = 500;

/** Rooms that one statement counts; that takes a few milliseconds. */
const COUNTED_AT_ONCE = 10;

export interface Unread {
  /** Seq up to which the user has read; 0 if unknown. */
  read: number;
  /** Later messages by others whom the user has not blocked; at most MAX_UNREAD. */
  unread: number;
  /** How many of these mention the user. */
  mentions: number;
}

/** Whose messages never count for somebody: their own, and those of people whom they have blocked. */
export function silent(userId: string): RawBuilder<unknown> {
  return sql`silent(id) as (select ${userId} union all select other_id from blocks where user_id = ${userId})`;
}

interface RoomPosition {
  room: string;
  seq: number;
}

/** Counts unread messages. Writing in a room marks everything before it as read. */
@Injectable()
export class UnreadCounts {
  constructor(private readonly storage: Storage) {}

  /**
   * By room key, as of the given seqs: what came later is not counted, because clients count it themselves. An open room without a
   * message or a read mark of the user has nothing unread.
   */
  async of(userId: string, rooms: readonly RoomPosition[]): Promise<Map<string, Unread>> {
    const counted = await inSlices(rooms, COUNTED_AT_ONCE, (some) => this.#count(userId, some));
    return new Map(counted.map(({ key, ...unread }) => [key, unread]));
  }

  async #count(userId: string, rooms: readonly RoomPosition[]): Promise<(Unread & { key: string })[]> {
    const positions = rooms.map(({ room, seq }) => sql`(${room}, cast(${seq} as bigint))`);
    const { rows: counted } = await sql<Unread & { key: string }>`
      with asked(key, seq) as (values ${sql.join(positions)}),
      mine(id, key, newest, read) as (
        select r.id, r.key, asked.seq, (
          select max(seq) from (
            select seq from read_marks where user_id = ${userId} and room_id = r.id
            union all select max(seq) from entries where author_id = ${userId} and room_id = r.id
            union all select 0 where r.kind <> 'open'
          ) as seen
        )
        from asked join rooms r on r.key = asked.key where r.kind = 'open' or exists (
          select 1 from memberships where room_id = r.id and user_id = ${userId}
        )
      ),
      ${silent(userId)}
      select key, coalesce(read, 0) as read,
        (select count(*) from (
          select author_id, body from entries e
          where e.room_id = mine.id and e.seq > mine.read and e.seq <= mine.newest and e.type = 'message'
          order by e.seq desc limit ${MAX_LOOKED_AT}
        ) as newer where body <> '' and author_id not in (select id from silent)) as unread,
        (select count(*) from (
          select author_id, mentions from entries e
          where e.room_id = mine.id and e.seq > mine.read and e.seq <= mine.newest and e.mentions is not null
          order by e.seq desc limit ${MAX_LOOKED_AT}
        ) as newer where author_id not in (select id from silent) and mentions like ${`%"${userId}"%`}) as mentions
      from mine
    `.execute(this.storage.reader);
    return counted.map(({ key, read, unread, mentions }) => ({
      key,
      read,
      unread: Math.min(unread, MAX_UNREAD),
      mentions: Math.min(mentions, MAX_UNREAD),
    }));
  }
}
