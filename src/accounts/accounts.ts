import type { Kysely } from 'kysely';
import { ChatError } from '../chat-error.js';
import type { Schema } from '../storage/schema.js';
import { earlierNameKey, exceeds, nameKey } from '../text.js';
import { findUserByReservedName } from './name-reservations.js';
import type { Session } from './session.js';
import { MAX_NAME_CHARS, type User } from './user.js';

type Db = Kysely<Schema>;

/** A user with a password. */
export interface Account {
  id: string;
  name: string;
  passwordHash: string;
}

/** The account of a session or principal. Throws SIGN_IN_REQUIRED. */
export function signedInUser({ user }: Pick<Session, 'user'>): User {
  return requireSignedIn(user);
}

/** The user, if it is an account. Throws SIGN_IN_REQUIRED. */
export function requireSignedIn(user: User | null): User {
  if (!user || user.isGuest) throw new ChatError('SIGN_IN_REQUIRED');
  return user;
}

/** Finds an account by its name as typed. */
export async function findAccountByName(db: Db, name: string): Promise<Account | undefined> {
  const key = typedKey(name);
  const earlier = key === '' ? '' : earlierNameKey(name);
  // Two accounts from before the rules for keys changed may share today's key; the younger one keeps its earlier key.
  return (
    (earlier === key ? undefined : await find(db, 'account_key', earlier)) ?? find(db, 'account_key', key)
  );
}

/** Finds the account that signs in with this name: the one that has it now, else one that gave it up recently. */
export async function findAccountForSignIn(db: Db, name: string, now: number): Promise<Account | undefined> {
  const account = await findAccountByName(db, name);
  if (account) return account;
  const former = await findUserByReservedName(db, typedKey(name), now);
  return former === undefined ? undefined : findAccountById(db, former);
}

/** Finds an account by its id or name. Ignores guests and deleted accounts. */
export async function findAccountUser(db: Db, idOrName: string): Promise<User | undefined> {
  const found = (await findAccountById(db, idOrName)) ?? (await findAccountByName(db, idOrName));
  return found && { id: found.id, name: found.name, isGuest: false };
}

export function findAccountById(db: Db, userId: string): Promise<Account | undefined> {
  return find(db, 'id', userId);
}

/** The key of a typed name; empty if the text is too long for a name, so that it costs no work or memory. */
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
