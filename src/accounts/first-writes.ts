import { NAMES_LOCK, sessionLock } from '../storage/lock.js';
import type { Storage, Transaction } from '../storage/storage.js';
import { freeName } from './names.js';
import { findSession } from './session-rows.js';
import type { User } from './user.js';

/** A session to store together with the guest that its first write makes. */
export interface Attachment {
  idHash: string;
  startedAt: number;
  user: User;
}

/**
 * Stores all of them in one transaction. Resolves with their users: the stored user if the session already has a row, `ended` if it has
 * ended.
 */
export function attachAll(
  storage: Storage,
  attachments: readonly Attachment[],
  now: number,
): Promise<(User | 'ended')[]> {
  const lock = [NAMES_LOCK, ...attachments.map(({ idHash }) => sessionLock(idHash))];
  return storage.transact({ lock }, async (trx) => {
    const users: (User | 'ended')[] = [];
    for (const attachment of attachments) users.push(await attachOne(trx, attachment, now));
    return users;
  });
}

async function attachOne(
  trx: Transaction,
  { idHash, startedAt, user }: Attachment,
  now: number,
): Promise<User | 'ended'> {
  const earlier = await findSession(trx, idHash);
  // A slow request must not revive an ended session.
  if (earlier) return earlier === 'ended' ? earlier : earlier.user;
  const named = await freeName(trx, () => user.name, now);
  await trx
    .insertInto('users')
    .values({ id: user.id, ...named, created_at: now })
    .execute();
  const session = { id_hash: idHash, user_id: user.id, created_at: startedAt, last_seen_at: now };
  await trx.insertInto('sessions').values(session).execute();
  return { ...user, name: named.name };
}
