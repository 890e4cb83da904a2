import type { Kysely } from 'kysely';
import type { Schema } from '../storage/schema.js';
import { skeletonOf } from './skeleton.js';

type Db = Kysely<Schema>;

/** How long a name that an account gave up stays reserved for it. */
const RESERVED_MS = 90 * 24 * 60 * 60 * 1000;
/** Per account. One more releases the oldest, so nobody can reserve many names by trying them all. */
const MAX_FORMER_NAMES = 5;

/** The key by which a name is found, and what it looks like. No two accounts share either. */
export interface NameKeys {
  key: string;
  look: string;
}

/** Which of these names, or ones that look like them, accounts other than `exceptId` gave up and still have reserved. */
export function findReserved(
  db: Db,
  names: readonly NameKeys[],
  { exceptId, now }: { exceptId: string; now: number },
): Promise<NameKeys[]> {
  const [keys, looks] = [names.map(({ key }) => key), names.map(({ look }) => look)];
  return db
    .selectFrom('former_names')
    .select(['key', 'look'])
    .where((eb) => eb.or([eb('key', 'in', keys), eb('look', 'in', looks)]))
    .where('given_up_at', '>', now - RESERVED_MS)
    .where('user_id', '<>', exceptId)
    .execute();
}

/**
 * Reserves the present name of an account, unless `next` is the same name. Call it before the account gets another name or none. If the
 * account gave up `next` earlier, that reservation ends.
 */
export async function reserveCurrentName(
  trx: Db,
  id: string,
  next: NameKeys | undefined,
  now: number,
): Promise<void> {
  const row = await trx
    .selectFrom('users')
    .select(['account_key', 'look', 'name'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row || row.account_key === null) return;
  const former = {
    user_id: id,
    key: row.account_key,
    look: row.look ?? skeletonOf(row.name),
    given_up_at: now,
  };
  if (former.key === next?.key && former.look === next.look) return;
  if (next) await deleteReservation(trx, id, next);
  await trx.insertInto('former_names').values(former).execute();
  const kept = trx
    .selectFrom('former_names')
    .select('id')
    .where('user_id', '=', id)
    .orderBy('id', 'desc')
    .limit(MAX_FORMER_NAMES);
  await trx.deleteFrom('former_names').where('user_id', '=', id).where('id', 'not in', kept).execute();
}

async function deleteReservation(trx: Db, id: string, { key, look }: NameKeys): Promise<void> {
  const deletion = trx.deleteFrom('former_names').where('user_id', '=', id);
  await deletion.where('key', '=', key).where('look', '=', look).execute();
}

/** The account that gave up this name and still has it reserved. */
export async function findUserByReservedName(db: Db, key: string, now: number): Promise<string | undefined> {
  const row = await db
    .selectFrom('former_names')
    .select('user_id')
    .where('key', '=', key)
    .where('given_up_at', '>', now - RESERVED_MS)
    .executeTakeFirst();
  return row?.user_id;
}

/** Deletes at most `limit` expired reservations. Resolves with their number. */
export async function deleteExpiredReservations(db: Db, now: number, limit: number): Promise<number> {
  const old = db
    .selectFrom('former_names')
    .select('id')
    .where('given_up_at', '<=', now - RESERVED_MS)
    .limit(limit);
  const { numDeletedRows } = await db.deleteFrom('former_names').where('id', 'in', old).executeTakeFirst();
  return Number(numDeletedRows);
}
