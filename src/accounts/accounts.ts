import type { Kysely } from 'kysely';
import { ChatError } from '../chat-error.js';
import type { Schema } from '../storage/schema.js';
import { earlierNameKey, exceeds, nameKey } from '../text.js';
import { formerHolder } from './former-names.js';
import type { Session } from './session.js';
import { MAX_NAME_CHARS, type User } from './user.js';

type Db = Kysely<Schema>;

/** A user with a password. */
export interface Account {
  id: string;
  name: string;
  passwordHash: string;
}

/** The user of a session or of a principal, who has an account. Throws SIGN_IN_REQUIRED. */
export function accountOf({ user }: Pick<Session, 'user'>): User {
  return holderOf(user);
}

/** The user, who has an account. Throws SIGN_IN_REQUIRED. */
export function holderOf(user: User | null): User {
  if (!user || user.isGuest) throw new ChatError('SIGN_IN_REQUIRED');
  return user;
}

/** The account of a name as somebody typed it. */
export async function findAccount(db: Db, name: string): Promise<Account | undefined> {
  const key = typedKey(name);
  const earlier = key === '' ? '' : earlierNameKey(name);
  // Of two accounts from before these keys were one, the younger has kept its own.
  return (
    (earlier === key ? undefined : await find(db, 'account_key', earlier)) ?? find(db, 'account_key', key)
  );
}

/** Who signs in with this name: the account of it, else one that has given it up of late. */
export async function findForSignIn(db: Db, name: string, now: number): Promise<Account | undefined> {
  const account = await findAccount(db, name);
  if (account) return account;
  const former = await formerHolder(db, typedKey(name), now);
  return former === undefined ? undefined : findAccountOf(db, former);
}

/** Somebody with an account, by their id or by the name of the account. Guests and deleted accounts are not found. */
export async function findHolder(db: Db, idOrName: string): Promise<User | undefined> {
  const found = (await findAccountOf(db, idOrName)) ?? (await findAccount(db, idOrName));
  return found && { id: found.id, name: found.name, isGuest: false };
}

export function findAccountOf(db: Db, userId: string): Promise<Account | undefined> {
  return find(db, 'id', userId);
}

/** The key of what may be a name, in memory that is no more than names take. */
export function typedKey(name: string): string {
  return exceeds(name, MAX_NAME_CHARS * 4) ? '' : nameKey(name);
}

async function find(db: Db, column: 'id' | 'account_key', value: string): Promise<Account | undefined> {
  const row = await db
    .selectFrom('users')
    .select(['id', 'name', 'password_hash'])
    .where(column, '=', value)
    .where('account_key', 'is not', null)
    .executeTakeFirst();
  if (row === undefined || row.password_hash === null) return undefined;
  return { id: row.id, name: row.name, passwordHash: row.password_hash };
}
