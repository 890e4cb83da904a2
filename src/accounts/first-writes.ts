import { randomInt } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Schema } from '../database/schema.js';
import { nameKey } from '../text.js';
import { isAccountName } from './names.js';
import { isEnded, toUser } from './session-rows.js';
import type { User } from './user.js';

type Db = Kysely<Schema>;

/** A session that is to be stored with the guest that its first write makes. */
export interface Attachment {
  idHash: string;
  startedAt: number;
  user: User;
}

/** In one transaction. Of a session that has a row already, that of its user is answered. */
export function attachAll(
  writer: Db,
  attachments: readonly Attachment[],
  now: number,
): Promise<(User | 'ended')[]> {
  return writer.transaction().execute(async (trx) => {
    const users: (User | 'ended')[] = [];
    for (const attachment of attachments) users.push(await attachOne(trx, attachment, now));
    return users;
  });
}

async function attachOne(
  trx: Db,
  { idHash, startedAt, user }: Attachment,
  now: number,
): Promise<User | 'ended'> {
  const earlier = await trx
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select(['users.id', 'users.name', 'users.account_key'])
    .where('id_hash', '=', idHash)
    .executeTakeFirst();
  if (earlier) return toUser(earlier);
  // A slow request must not bring a session back to life.
  if (await isEnded(trx, idHash)) return 'ended';
  const name = await freeName(trx, user.name);
  const row = { id: user.id, name, guest_key: nameKey(name), created_at: now };
  await trx.insertInto('users').values(row).execute();
  const session = { id_hash: idHash, user_id: user.id, created_at: startedAt, last_seen_at: now };
  await trx.insertInto('sessions').values(session).execute();
  return { ...user, name };
}

/** A name that was made up, with more digits behind it where an account is called so. */
export async function freeName(trx: Db, made: string): Promise<string> {
  let name = made;
  while (await isAccountName(trx, nameKey(name))) name = `${made}${randomInt(10, 100)}`;
  return name;
}
