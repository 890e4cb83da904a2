import { type Signal, sessionChanged } from '../signals/signal.js';
import { NAMES_LOCK, sessionLock } from '../storage/lock.js';
import type { Storage, Transaction } from '../storage/storage.js';
import { findFreeName } from './names.js';
import { findSession } from './session-rows.js';
import type { User } from './user.js';

/** A session to store together with the guest that its first write makes. */
export interface GuestSession {
  idHash: string;
  startedAt: number;
  user: User;
}

/**
 * Stores all of them in one transaction. Resolves with their users: the stored user if the session already has a row, `ended` if it has
 * ended.
 */
export function storeGuestSessions(
  storage: Storage,
  sessions: readonly GuestSession[],
  now: number,
): Promise<(User | 'ended')[]> {
  const lock = [NAMES_LOCK, ...sessions.map(({ idHash }) => sessionLock(idHash))];
  const signals = (): Signal[] => sessions.map(({ idHash }) => sessionChanged(idHash));
  return storage.transact({ lock, signals }, async (trx) => {
    const users: (User | 'ended')[] = [];
    for (const session of sessions) users.push(await storeGuestSession(trx, session, now));
    return users;
  });
}

async function storeGuestSession(
  trx: Transaction,
  { idHash, startedAt, user }: GuestSession,
  now: number,
): Promise<User | 'ended'> {
  const earlier = await findSession(trx, idHash);
  // A slow request must not revive an ended session.
  if (earlier) return earlier === 'ended' ? earlier : earlier.user;
  const named = await findFreeName(trx, () => user.name, now);
  await trx
    .insertInto('users')
    .values({ id: user.id, ...named, created_at: now })
    .execute();
  const session = { id_hash: idHash, user_id: user.id, created_at: startedAt, last_seen_at: now };
  await trx.insertInto('sessions').values(session).execute();
  return { ...user, name: named.name };
}
