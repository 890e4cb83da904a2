import type { Kysely } from 'kysely';
import type { Schema } from '../storage/schema.js';
import { lookOf } from './look.js';

type Db = Kysely<Schema>;

/** So long nobody else may take a name that an account has given up. */
const RESERVED_MS = 90 * 24 * 60 * 60 * 1000;
/** Of one account. With more, the earliest is free again: nobody keeps names from others by trying them all. */
const MAX_FORMER_NAMES = 5;

/** Under what a name is found, and what it looks like. Nobody shares either of them with an account. */
export interface NameMarks {
  key: string;
  look: string;
}

/** Whether somebody other than `exceptId` gave this name up, or one that looks like it, so lately that it is still theirs. */
export async function isFormerName(
  db: Db,
  { key, look }: NameMarks,
  { exceptId, now }: { exceptId: string; now: number },
): Promise<boolean> {
  const former = await db
    .selectFrom('former_names')
    .select('user_id')
    .where((eb) => eb.or([eb('key', '=', key), eb('look', '=', look)]))
    .where('given_up_at', '>', now - RESERVED_MS)
    .where('user_id', '<>', exceptId)
    .executeTakeFirst();
  return former !== undefined;
}

/**
 * Keeps the present name of an account from others for a while, unless the next one is the same; to be called before it gets
 * another, or none. The next one is given up no more.
 */
export async function giveUpName(
  trx: Db,
  id: string,
  next: NameMarks | undefined,
  now: number,
): Promise<void> {
  const row = await trx
    .selectFrom('users')
    .select(['account_key', 'look', 'name'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row || row.account_key === null) return;
  const former = { user_id: id, key: row.account_key, look: row.look ?? lookOf(row.name), given_up_at: now };
  if (former.key === next?.key && former.look === next.look) return;
  if (next) await takeBack(trx, id, next);
  await trx.insertInto('former_names').values(former).execute();
  const kept = trx
    .selectFrom('former_names')
    .select('id')
    .where('user_id', '=', id)
    .orderBy('id', 'desc')
    .limit(MAX_FORMER_NAMES);
  await trx.deleteFrom('former_names').where('user_id', '=', id).where('id', 'not in', kept).execute();
}

async function takeBack(trx: Db, id: string, { key, look }: NameMarks): Promise<void> {
  const deletion = trx.deleteFrom('former_names').where('user_id', '=', id);
  await deletion.where('key', '=', key).where('look', '=', look).execute();
}

/** Whose name this was of late, if it is still theirs to take back. */
export async function formerHolder(db: Db, key: string, now: number): Promise<string | undefined> {
  const row = await db
    .selectFrom('former_names')
    .select('user_id')
    .where('key', '=', key)
    .where('given_up_at', '>', now - RESERVED_MS)
    .executeTakeFirst();
  return row?.user_id;
}

/** Forgets names that are free again, at most `limit` of them. Resolves with how many there were. */
export async function forgetFormerNames(db: Db, now: number, limit: number): Promise<number> {
  const old = db
    .selectFrom('former_names')
    .select('id')
    .where('given_up_at', '<=', now - RESERVED_MS)
    .limit(limit);
  const { numDeletedRows } = await db.deleteFrom('former_names').where('id', 'in', old).executeTakeFirst();
  return Number(numDeletedRows);
}
