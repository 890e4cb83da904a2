import type { Kysely } from 'kysely';
import type { Schema } from '../storage/schema.js';

type Db = Kysely<Schema>;

/** What may be between one person and another. */
export type PairTableName = 'friends' | 'friend_requests' | 'blocks';

/** Whether there is this between one person and another: friends, the one has asked the other, the one has blocked the other. */
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

/** Whether there was such a row. */
export async function dropPair(db: Db, table: PairTableName, id: string, otherId: string): Promise<boolean> {
  const pairs = db.deleteFrom(table).where('user_id', '=', id).where('other_id', '=', otherId);
  return (await pairs.executeTakeFirst()).numDeletedRows > 0n;
}

/** How many others somebody has so. */
export async function countPairs(db: Db, table: PairTableName, id: string): Promise<number> {
  const pairs = db.selectFrom(table).select(({ fn }) => fn.countAll<number>().as('count'));
  return (await pairs.where('user_id', '=', id).executeTakeFirstOrThrow()).count;
}

export function areFriends(db: Db, id: string, otherId: string): Promise<boolean> {
  return hasPair(db, 'friends', id, otherId);
}

/** Whether somebody does not want to hear another. */
export function isBlocked(db: Db, byId: string, otherId: string): Promise<boolean> {
  return hasPair(db, 'blocks', byId, otherId);
}
