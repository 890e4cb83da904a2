import type { Kysely } from 'kysely';
import type { Schema } from '../storage/schema.js';
import type { Author } from '../log/message.js';

type Db = Kysely<Schema>;

/** A person as others see them. */
export interface Person extends Omit<Author, 'guest'> {
  profile: string;
  guest: boolean;
}

/** Finds a guest or an account by id. Ignores deleted accounts. */
export async function findPerson(db: Db, id: string): Promise<Person | undefined> {
  const row = await db
    .selectFrom('users')
    .select(['id', 'name', 'profile', 'account_key'])
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return row && { id: row.id, name: row.name, profile: row.profile, guest: row.account_key === null };
}

/** Accounts whose name keys begin with `key`, sorted by key. */
export async function searchAccounts(db: Db, key: string, limit: number): Promise<Author[]> {
  return db
    .selectFrom('users')
    .select(['id', 'name'])
    .where('account_key', '>=', key)
    .where('account_key', '<', `${key}\u{10ffff}`)
    .orderBy('account_key')
    .limit(limit)
    .execute();
}
