import type { Kysely } from 'kysely';
import type { Schema } from '../storage/schema.js';

type Db = Kysely<Schema>;

/** Relations from one person to another. */
export type PairTableName = 'friends' | 'friend_requests' | 'blocks';

/** Whether `id` is friends with, has asked, or has blocked `otherId`. */
export async function hasPair(db: Db, table: PairTableName, id: string, otherId: string): Promise<boolean> {
  const pairs = db.selectFrom(table).select('at').where('user_id', '=', id);
  return (await pairs.where('other_id', '=', otherId).executeTakeFirst()) !== undefined;
}

export async function addPair(
  db: Db,
  table: PairTableName,
  id: string,
  otherId: string,
  at: number,
): Promise<void> {
  await db.insertInto(table).values({ user_id: id, other_id: otherId, at }).execute();
}

/** False if there was no such row. */
export async function dropPair(db: Db, table: PairTableName, id: string, otherId: string): Promise<boolean> {
  const pairs = db.deleteFrom(table).where('user_id', '=', id).where('other_id', '=', otherId);
  return (await pairs.executeTakeFirst()).numDeletedRows > 0n;
}

/** How many people the user has in this relation. */
export async function countPairs(db: Db, table: PairTableName, id: string): Promise<number> {
  const pairs = db.selectFrom(table).select(({ fn }) => fn.countAll<number>().as('count'));
  return (await pairs.where('user_id', '=', id).executeTakeFirstOrThrow()).count;
}

export function areFriends(db: Db, id: string, otherId: string): Promise<boolean> {
  return hasPair(db, 'friends', id, otherId);
}

/** Whether `byId` has blocked `otherId`. */
export function isBlocked(db: Db, byId: string, otherId: string): Promise<boolean> {
  return hasPair(db, 'blocks', byId, otherId);
}
