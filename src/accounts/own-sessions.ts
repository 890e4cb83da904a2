import { Injectable } from '@nestjs/common';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import { sessionChanged } from '../signals/signal.js';
import { type Lock, sessionLock, userLock } from '../storage/lock.js';
import { Storage, type Transaction } from '../storage/storage.js';
import { signedInUser } from './accounts.js';
import { SESSION_MAX_AGE_MS, SESSION_MAX_IDLE_MS, type Session } from './session.js';
import { endSession, endSessionsOf, forgetEndedGuests, listedId, sessionLocks } from './session-rows.js';

const MAX_LISTED = 200;

export interface OwnSession {
  /** Identifies the session in the list; not its secret id. */
  id: string;
  device: string;
  begunAt: number;
  /** Accurate to about an hour. */
  lastSeenAt: number;
  isThis: boolean;
}

/** Lists and ends the sessions of an account. */
@Injectable()
export class OwnSessions {
  constructor(
    private readonly storage: Storage,
    private readonly clock: Clock,
  ) {}

  /** The account's living sessions, most recently seen first, at most MAX_LISTED. Throws SIGN_IN_REQUIRED. */
  async list(session: Session): Promise<OwnSession[]> {
    const { id: userId } = signedInUser(session);
    const rows = await this.#living(userId);
    return rows.map(({ id_hash, device, created_at, last_seen_at }) => ({
      id: listedId(id_hash),
      device,
      begunAt: created_at,
      lastSeenAt: last_seen_at,
      isThis: id_hash === session.idHash,
    }));
  }

  /**
   * Ends one session, and all sign-in links of the account, since that session may have made one. Resolves with true if it was the caller's
   * own. Throws NOT_FOUND, SIGN_IN_REQUIRED.
   */
  async end(session: Session, id: string): Promise<boolean> {
    const { id: userId } = signedInUser(session);
    const row = (await this.#living(userId)).find(({ id_hash }) => listedId(id_hash) === id);
    if (!row) throw new ChatError('NOT_FOUND');
    await this.#end([userLock(userId), sessionLock(row.id_hash)], async (trx) => {
      await trx.deleteFrom('sign_in_links').where('user_id', '=', userId).execute();
      return endSessionsOf(trx, userId, { only: row.id_hash });
    });
    return row.id_hash === session.idHash;
  }

  /**
   * Signs the visitor out, even if their session is not stored: a first write under way would otherwise revive it. Throws SESSION_ENDED if
   * the session has already ended.
   */
  async endThis(session: Session): Promise<void> {
    if (session.isNew) return;
    await this.#end(sessionLocks(session), async (trx) => {
      const user = await endSession(trx, session);
      if (user) await forgetEndedGuests(trx, [user.id]);
      return [session.idHash];
    });
  }

  /** Ends all sessions of the account, including this one, and deletes its sign-in links. Throws SIGN_IN_REQUIRED. */
  async endAll(session: Session): Promise<void> {
    const { id: userId } = signedInUser(session);
    await this.#end([userLock(userId)], async (trx) => {
      await trx.deleteFrom('sign_in_links').where('user_id', '=', userId).execute();
      return endSessionsOf(trx, userId);
    });
  }

  async #end(lock: readonly Lock[], act: (trx: Transaction) => Promise<string[]>): Promise<void> {
    await this.storage.transact({ lock, signals: (ended) => ended.map(sessionChanged) }, act);
  }

  #living(userId: string) {
    const now = this.clock.now();
    return this.storage.reader
      .selectFrom('sessions')
      .select(['id_hash', 'device', 'created_at', 'last_seen_at'])
      .where('user_id', '=', userId)
      .where('last_seen_at', '>', now - SESSION_MAX_IDLE_MS)
      .where('created_at', '>', now - SESSION_MAX_AGE_MS)
      .orderBy('last_seen_at', 'desc')
      .limit(MAX_LISTED)
      .execute();
  }
}
