import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { accountKey } from '../../src/accounts/find-account.js';
import { Database } from '../../src/database/database.js';
import { RestClient } from './rest-client.js';
import type { TestApp } from './test-app.js';

/** Somebody with an account, signed in. */
export class Account extends RestClient {
  id = '';
  name = '';
}

/** Makes an account of this name, which nobody may have yet, and signs in. */
export async function accountAt({ app, url }: TestApp, name: string): Promise<Account> {
  const account = new Account(url);
  await account.me();
  const cookie = account.cookies.get('linger') ?? '';
  const idHash = createHash('sha256')
    .update(cookie.slice(0, cookie.lastIndexOf('.')))
    .digest('base64url');
  const now = Date.now();
  const id = uuidv7();
  const { writer } = app.get(Database);
  const user = { id, name, account_key: accountKey(name), created_at: now };
  await writer.insertInto('users').values(user).execute();
  // The session has not been looked for yet: it is the account's from its next request on.
  const session = { id_hash: idHash, user_id: id, created_at: now, last_seen_at: Date.UTC(2026, 0, 15, 12) };
  await writer.insertInto('sessions').values(session).execute();
  account.id = id;
  account.name = name;
  return account;
}

/** So many accounts, whose names begin alike. */
export function accountsAt(server: TestApp, ...names: string[]): Promise<Account[]> {
  return Promise.all(names.map((name) => accountAt(server, name)));
}
