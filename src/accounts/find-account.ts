import type { Kysely } from 'kysely';
import type { Schema } from '../database/schema.js';
import { caseFolded } from '../text.js';
import type { User } from './user.js';

/** Somebody with an account, by their id or by the exact name of the account. Guests and deleted accounts are not found. */
export async function findAccount(db: Kysely<Schema>, idOrName: string): Promise<User | undefined> {
  const accounts = db
    .selectFrom('users')
    .select(['id', 'name'])
    .where('account_key', 'is not', null)
    .where('deleted_at', 'is', null);
  const found =
    (await accounts.where('id', '=', idOrName).executeTakeFirst()) ??
    (await accounts.where('account_key', '=', accountKey(idOrName)).executeTakeFirst());
  return found && { ...found, isGuest: false };
}

/** The name of an account as it is compared: twins of a name are one. */
export function accountKey(name: string): string {
  return caseFolded(caseFolded(name));
}
