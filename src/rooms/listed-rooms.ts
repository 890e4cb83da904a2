import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Schema } from '../storage/schema.js';

/** Talks begun by others in which somebody has done something, those of the latest talk. */
const MAX_KNOWN = 200;
/** Of the rooms in which somebody wrote, those that were made last. */
const MAX_WALKED = 500;
/** Talks begun by others at which they have not looked yet, the newest. */
const MAX_NEW = 100;
/** Removed talks that the page watches for something new. */
const MAX_WATCHED = 50;

type Db = Kysely<Schema>;

/** Whether the other one of a talk (`m`: somebody's own membership) is blocked. */
const BLOCKED = sql<boolean>`exists (
  select 1 from direct_pairs p
  join blocks b on b.user_id = m.user_id and b.other_id in (p.low_id, p.high_id)
  where p.room_id = m.room_id
)`;

/** Removed, and nothing new since; what somebody writes who is blocked is not new. */
const REMOVED = sql<boolean>`(m.hidden_seq is not null and (r.last_seq <= m.hidden_seq or ${BLOCKED}))`;

/** Kept out of sight: its beginner was blocked. */
const UNSEEN = sql<boolean>`exists (
  select 1 from direct_pairs p where p.room_id = m.room_id and p.unseen_by = m.user_id
)`;

/** Rooms in which somebody has read or written something, or which they have removed from their list. */
const known = (userId: string): RawBuilder<unknown> => sql`
  wrote(room_id) as (
    select max(room_id) from entries where author_id = ${userId}
    union all
    select (select max(room_id) from entries where author_id = ${userId} and room_id < wrote.room_id)
    from wrote where wrote.room_id is not null
    limit ${MAX_WALKED}
  ),
  known(room_id) as (
    select room_id from read_marks where user_id = ${userId} and seq > 0
    union select room_id from memberships where user_id = ${userId} and hidden_seq is not null
    union select room_id from wrote where room_id is not null
  )`;

/**
 * Ids of the private rooms in somebody's list: their groups and the talks that they began, and of the talks that others began a
 * bounded part. What strangers begin displaces nothing in which one has done something, and what is read for it does not grow with them.
 */
export async function listedRooms(db: Db, userId: string): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with recursive ${known(userId)}
    select m.room_id as id from memberships m join rooms r on r.id = m.room_id
    where m.user_id = ${userId} and m.by_others = 0 and not ${REMOVED} and not ${UNSEEN}
    union all
    select * from (
      select m.room_id from known k
      join memberships m on m.room_id = k.room_id and m.user_id = ${userId}
      join rooms r on r.id = m.room_id
      left join entries e on e.room_id = r.id and e.seq = r.last_seq
      where m.by_others = 1 and not ${REMOVED} and not ${UNSEEN}
      order by coalesce(e.at, m.joined_at) desc limit ${MAX_KNOWN}
    ) as known
    union all
    select * from (
      select m.room_id from memberships m join rooms r on r.id = m.room_id
      where m.user_id = ${userId} and m.by_others = 1 and not ${REMOVED} and not ${UNSEEN}
      and m.room_id not in (select room_id from known)
      order by m.room_id desc limit ${MAX_NEW}
    ) as unseen
  `.execute(db);
  return rows.map(({ id }) => id);
}

/** The talks that somebody removed and that come back with the next entry, those removed last begun first. */
export async function removedTalks(db: Db, userId: string): Promise<{ room: string; seq: number }[]> {
  const { rows } = await sql<{ room: string; seq: number }>`
    select r.key as room, r.last_seq as seq from memberships m join rooms r on r.id = m.room_id
    where m.user_id = ${userId} and m.hidden_seq is not null and ${REMOVED} and not ${BLOCKED}
    order by m.room_id desc limit ${MAX_WATCHED}
  `.execute(db);
  return rows;
}

/** How many private rooms somebody has entered or begun themselves, without those that they removed or whose other one they blocked. */
export async function countOwnRooms(db: Db, userId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from memberships m join rooms r on r.id = m.room_id
    where m.user_id = ${userId} and m.by_others = 0 and not ${REMOVED} and not ${BLOCKED}
  `.execute(db);
  return rows[0]?.count ?? 0;
}
