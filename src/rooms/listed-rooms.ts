import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Schema } from '../storage/schema.js';

/** Direct rooms begun by others that the person has read, written in or hidden before: the most recently active ones. */
const MAX_KNOWN = 200;
/** Rooms that the person wrote in: the most recently made ones. */
const MAX_WALKED = 500;
/** Direct rooms begun by others that the person has not opened yet: the newest ones. */
const MAX_NEW = 100;
/** Hidden direct rooms that the page watches for new entries. */
const MAX_WATCHED = 50;

type Db = Kysely<Schema>;

/** Whether the person of membership `m` has blocked the other one of a direct room. */
const BLOCKED = sql<boolean>`exists (
  select 1 from direct_pairs p
  join blocks b on b.user_id = m.user_id and b.other_id in (p.low_id, p.high_id)
  where p.room_id = m.room_id
)`;

/** Hidden, and without a new entry since. Entries of somebody blocked do not count as new. */
const HIDDEN_BY_USER = sql<boolean>`(m.hidden_seq is not null and (r.last_seq <= m.hidden_seq or ${BLOCKED}))`;

/** Out of sight: the person had blocked whoever began it. */
const HIDDEN_BY_BLOCK = sql<boolean>`exists (
  select 1 from direct_pairs p where p.room_id = m.room_id and p.unseen_by = m.user_id
)`;

/** Steps from room to room along the index: the cost is the number of rooms that the person wrote in, not of messages, and that is bounded. */
export const wrote = (userId: string): RawBuilder<unknown> => sql`
  wrote(room_id, step) as (
    select max(room_id), 1 from entries where author_id = ${userId}
    union all
    select (select max(room_id) from entries where author_id = ${userId} and room_id < wrote.room_id), step + 1
    from wrote where wrote.room_id is not null and step < ${sql.lit(MAX_WALKED)}
  )`;

/** Rooms that the person has read, written in or hidden. */
const known = (userId: string): RawBuilder<unknown> => sql`
  ${wrote(userId)},
  known(room_id) as (
    select room_id from read_marks where user_id = ${userId} and seq > 0
    union select room_id from memberships where user_id = ${userId} and hidden_seq is not null
    union select room_id from wrote where room_id is not null
  )`;

/**
 * Ids of the private rooms in a person's list: all groups, all direct rooms that they began, and a bounded number of those that others
 * began. Rooms that strangers begin neither displace rooms the person has used nor make the query slower.
 */
export async function listedRooms(db: Db, userId: string): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with recursive ${known(userId)}
    select m.room_id as id from memberships m join rooms r on r.id = m.room_id
    where m.user_id = ${userId} and m.by_others = 0 and not ${HIDDEN_BY_USER} and not ${HIDDEN_BY_BLOCK}
    union all
    select * from (
      select m.room_id from known k
      join memberships m on m.room_id = k.room_id and m.user_id = ${userId}
      join rooms r on r.id = m.room_id
      left join entries e on e.room_id = r.id and e.seq = r.last_seq
      where m.by_others = 1 and not ${HIDDEN_BY_USER} and not ${HIDDEN_BY_BLOCK}
      order by coalesce(e.at, m.joined_at) desc limit ${MAX_KNOWN}
    ) as known
    union all
    select * from (
      select m.room_id from memberships m join rooms r on r.id = m.room_id
      where m.user_id = ${userId} and m.by_others = 1 and not ${HIDDEN_BY_USER} and not ${HIDDEN_BY_BLOCK}
      and m.room_id not in (select room_id from known)
      order by m.room_id desc limit ${MAX_NEW}
    ) as unseen
  `.execute(db);
  return rows.map(({ id }) => id);
}

/** Hidden direct rooms that return with their next entry; the newest room first, at most MAX_WATCHED. */
export async function hiddenDirectRooms(db: Db, userId: string): Promise<{ room: string; seq: number }[]> {
  const { rows } = await sql<{ room: string; seq: number }>`
    select r.key as room, r.last_seq as seq from memberships m join rooms r on r.id = m.room_id
    where m.user_id = ${userId} and m.hidden_seq is not null and ${HIDDEN_BY_USER} and not ${BLOCKED}
    order by m.room_id desc limit ${MAX_WATCHED}
  `.execute(db);
  return rows;
}

/** Counts the private rooms that a person joined or began, without those they hid and those whose other person they blocked. */
export async function countOwnRooms(db: Db, userId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from memberships m join rooms r on r.id = m.room_id
    where m.user_id = ${userId} and m.by_others = 0 and not ${HIDDEN_BY_USER} and not ${BLOCKED}
  `.execute(db);
  return rows[0]?.count ?? 0;
}
