import { type Signal, sessionChanged } from '../signals/signal.js';
import { NAMES_LOCK, sessionLock } from '../storage/lock.js';
import { LockTimeout } from '../storage/lock-timeout.js';
import type { Storage, Transaction } from '../storage/storage.js';
import { type FreeName, findFreeNames } from './names.js';
import { findSessions } from './session-rows.js';
import type { User } from './user.js';

/** When other nodes keep the names locked for long. A whole crowd would be refused. */
const MAX_TRIES = 2;

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
export async function storeGuestSessions(
  storage: Storage,
  sessions: readonly GuestSession[],
  now: number,
): Promise<(User | 'ended')[]> {
  const lock = [NAMES_LOCK, ...sessions.map(({ idHash }) => sessionLock(idHash))];
  const signals = (): Signal[] => sessions.map(({ idHash }) => sessionChanged(idHash));
  for (let tries = 1; ; tries++) {
    try {
      return await storage.transact({ lock, signals }, (trx) => storeAll(trx, sessions, now));
    } catch (error) {
      if (tries === MAX_TRIES || !(error instanceof LockTimeout)) throw error;
    }
  }
}

/** As few statements as for one, however many there are: all nodes wait for the names. */
async function storeAll(
  trx: Transaction,
  sessions: readonly GuestSession[],
  now: number,
): Promise<(User | 'ended')[]> {
  const idHashes = sessions.map(({ idHash }) => idHash);
  // A slow request must not revive an ended session.
  const found = await findSessions(trx, idHashes);
  // Two first writes of one visitor may be in the same batch.
  const added = new Map(
    sessions.filter(({ idHash }) => !found.has(idHash)).map((session) => [session.idHash, session]),
  );
  const guests = await addGuests(trx, [...added.values()], now);
  return idHashes.map((idHash) => {
    const earlier = found.get(idHash);
    return earlier === 'ended' ? earlier : (earlier?.user ?? (guests.get(idHash) as User));
  });
}

/** Resolves with the guests, by the hashes of their sessions' ids. */
async function addGuests(
  trx: Transaction,
  sessions: readonly GuestSession[],
  now: number,
): Promise<Map<string, User>> {
  if (sessions.length === 0) return new Map();
  const wanted = sessions.map(({ user }) => user.name);
  const names = await findFreeNames(trx, wanted, now);
  const added = sessions.map((session, i) => ({ ...session, named: names[i] as FreeName }));
  const users = added.map(({ user, named }) => ({ id: user.id, ...named, created_at: now }));
  await trx.insertInto('users').values(users).execute();
  const rows = added.map(({ idHash, startedAt, user }) => ({
    id_hash: idHash,
    user_id: user.id,
    created_at: startedAt,
    last_seen_at: now,
  }));
  await trx.insertInto('sessions').values(rows).execute();
  return new Map(added.map(({ idHash, user, named }) => [idHash, { ...user, name: named.name }]));
}
