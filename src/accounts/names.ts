import { randomInt } from 'node:crypto';
import type { Kysely } from 'kysely';
import { ChatError } from '../chat-error.js';
import type { Schema } from '../database/schema.js';
import { nameKey } from '../text.js';

type Db = Kysely<Schema>;

/** What stands beside the messages of an account that is gone. Nobody else may be called so. */
export const DELETED_NAME = 'deleted account';
const RESERVED = new Set([nameKey(DELETED_NAME)]);

/** Whether an account other than `exceptId` is called so. */
export async function isAccountName(db: Db, key: string, exceptId?: string): Promise<boolean> {
  if (RESERVED.has(key)) return true;
  const row = await db.selectFrom('users').select('id').where('account_key', '=', key).executeTakeFirst();
  return row !== undefined && row.id !== exceptId;
}

/** A name that was made up, with more digits behind it where an account is called so. */
export async function freeName(trx: Db, made: string): Promise<string> {
  let name = made;
  while (await isAccountName(trx, nameKey(name))) name = `${made}${randomInt(10, 100)}`;
  return name;
}

/** The key of a name. Throws NAME_TAKEN if it is that of another account. */
export async function claimKey(trx: Db, name: string, ownId?: string): Promise<string> {
  const key = nameKey(name);
  if (key === '') throw new ChatError('NAME_INVALID');
  if (await isAccountName(trx, key, ownId)) throw new ChatError('NAME_TAKEN');
  return key;
}

/**
 * Gives guests who go by a name that has become an account's another one: beside the account they would pass for it.
 * Resolves with whether there were any.
 */
export async function displaceGuests(
  trx: Db,
  key: string,
  ownId: string,
  makeName: () => Promise<string>,
): Promise<boolean> {
  const guests = await trx
    .selectFrom('users')
    .select('id')
    .where('guest_key', '=', key)
    .where('id', '<>', ownId)
    .execute();
  for (const { id } of guests) {
    const name = await makeName();
    await trx
      .updateTable('users')
      .set({ name, guest_key: nameKey(name) })
      .where('id', '=', id)
      .execute();
  }
  return guests.length > 0;
}
