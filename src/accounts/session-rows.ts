import type { Kysely } from 'kysely';
import { ChatError } from '../chat-error.js';
import { type Preferences, storedPreferences } from '../preferences/preferences.js';
import { type Lock, sessionLock, userLock } from '../storage/lock.js';
import type { Schema } from '../storage/schema.js';
import type { Session } from './session.js';
import type { User } from './user.js';

type Db = Kysely<Schema>;

export interface StoredSession {
  user: User;
  preferences: Partial<Preferences>;
  lastSeenAt: number;
}

export async function findSession(db: Db, idHash: string): Promise<StoredSession | 'ended' | undefined> {
  return (await findSessions(db, [idHash])).get(idHash);
}

/** Identifies a session in the list of its account; neither its secret id nor enough to find that. */
export function listedId(idHash: string): string {
  return idHash.slice(0, 22);
}

/** By the hashes of their ids. */
export async function findSessions(
  db: Db,
  idHashes: readonly string[],
): Promise<Map<string, StoredSession | 'ended'>> {
  const rows = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select([
      'id_hash',
      'users.id',
      'users.name',
      'users.account_key',
      'users.preferences',
      'sessions.last_seen_at',
    ])
    .where('id_hash', 'in', idHashes)
    .execute();
  const found = new Map<string, StoredSession | 'ended'>(
    rows.map((row) => [
      row.id_hash,
      {
        user: toUser(row),
        preferences: storedPreferences(row.preferences),
        lastSeenAt: row.last_seen_at,
      },
    ]),
  );
  const others = idHashes.filter((idHash) => !found.has(idHash));
  if (others.length === 0) return found;
  const ended = db.selectFrom('ended_sessions').select('id_hash').where('id_hash', 'in', others);
  for (const { id_hash } of await ended.execute()) found.set(id_hash, 'ended');
  return found;
}

/** Locks for ending this session, also against ending all sessions of its user at the same time. */
export function sessionLocks({ idHash, user }: Session): Lock[] {
  return user ? [sessionLock(idHash), userLock(user.id)] : [sessionLock(idHash)];
}

export async function insertSession(
  trx: Db,
  session: Session,
  { userId, device, now }: { userId: string; device: string; now: number },
): Promise<void> {
  await trx
    .insertInto('sessions')
    .values({
      id_hash: session.idHash,
      user_id: userId,
      created_at: session.startedAt,
      last_seen_at: now,
      device,
    })
    .execute();
}

/**
 * Ends a session for good, whether it has a row or not, and resolves with its user. A new session, which the visitor does not have yet,
 * leaves no trace. Throws SESSION_ENDED if it has already ended.
 */
export async function endSession(trx: Db, session: Session): Promise<User | undefined> {
  if (session.isNew) return undefined;
  const { idHash, startedAt } = session;
  const found = await findSession(trx, idHash);
  if (found === 'ended') throw new ChatError('SESSION_ENDED');
  await trx.insertInto('ended_sessions').values({ id_hash: idHash, created_at: startedAt }).execute();
  await trx.deleteFrom('sessions').where('id_hash', '=', idHash).execute();
  return found?.user;
}

/** Deletes what only matters to guests who can come back: their read marks, the open rooms that they follow and what they chose for rooms, unless they have a session. */
export async function forgetEndedGuests(trx: Db, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return;
  const ended = trx
    .selectFrom('users')
    .select('id')
    .where('id', 'in', userIds)
    .where('account_key', 'is', null)
    .where((is) =>
      is.not(is.exists(is.selectFrom('sessions').select('id_hash').whereRef('user_id', '=', 'users.id'))),
    );
  for (const table of ['read_marks', 'followed_rooms', 'room_preferences'] as const)
    await trx.deleteFrom(table).where('user_id', 'in', ended).execute();
}

/** Ends sessions of a user for good: all, only one, or all but one. Resolves with the hashes of their ids. */
export async function endSessionsOf(
  trx: Db,
  userId: string,
  { only, except }: { only?: string; except?: string } = {},
): Promise<string[]> {
  let deletion = trx.deleteFrom('sessions').where('user_id', '=', userId);
  if (only !== undefined) deletion = deletion.where('id_hash', '=', only);
  if (except !== undefined) deletion = deletion.where('id_hash', '<>', except);
  const ended = await deletion.returning(['id_hash', 'created_at']).execute();
  if (ended.length > 0) await trx.insertInto('ended_sessions').values(ended).execute();
  return ended.map(({ id_hash }) => id_hash);
}

function toUser({ id, name, account_key }: { id: string; name: string; account_key: string | null }): User {
  return { id, name, isGuest: account_key === null };
}
