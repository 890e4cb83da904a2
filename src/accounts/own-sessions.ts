import { Injectable } from '@nestjs/common';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import { Signals } from '../signals/signals.js';
import { type Lock, sessionLock, userLock } from '../storage/lock.js';
import { Storage, type Transaction } from '../storage/storage.js';
import { accountOf } from './accounts.js';
import { SESSION_MAX_AGE_MS, SESSION_MAX_IDLE_MS, type Session } from './session.js';
import { endSession, endSessionsOf, locksOf } from './session-rows.js';

const ID_CHARS = 22;
const MAX_LISTED = 200;

export interface OwnSession {
  /** Of the list, not the secret one. */
  id: string;
  device: string;
  begunAt: number;
  /** Within the hour. */
  lastSeenAt: number;
  isThis: boolean;
}

/** Where an account is signed in, and ending that. */
@Injectable()
export class OwnSessions {
  constructor(
    private readonly storage: Storage,
    private readonly signals: Signals,
    private readonly clock: Clock,
  ) {}

  /** The sessions of the account that live, the one seen last first. Throws SIGN_IN_REQUIRED. */
  async list(session: Session): Promise<OwnSession[]> {
    const { id: userId } = accountOf(session);
    const rows = await this.#living(userId);
    return rows.map(({ id_hash, device, created_at, last_seen_at }) => ({
      id: id_hash.slice(0, ID_CHARS),
      device,
      begunAt: created_at,
      lastSeenAt: last_seen_at,
      isThis: id_hash === session.idHash,
    }));
  }

  /**
   * Ends one of them, and the sign-in links of the account, of which it may have made one; true if it was the one that asks. Throws
   * NOT_FOUND, SIGN_IN_REQUIRED.
   */
  async end(session: Session, id: string): Promise<boolean> {
    const { id: userId } = accountOf(session);
    const row = (await this.#living(userId)).find(({ id_hash }) => id_hash.slice(0, ID_CHARS) === id);
    if (!row) throw new ChatError('NOT_FOUND');
    await this.#end([userLock(userId), sessionLock(row.id_hash)], async (trx) => {
      await trx.deleteFrom('sign_in_links').where('user_id', '=', userId).execute();
      return endSessionsOf(trx, userId, { only: row.id_hash });
    });
    return row.id_hash === session.idHash;
  }

  /**
   * Signs the visitor out, also one about whom nothing is stored: their first write may be on its way, and would bring the session
   * to life after this.
   */
  async endThis(session: Session): Promise<void> {
    if (session.isNew) return;
    await this.#end(locksOf(session), async (trx) => {
      await endSession(trx, session);
      return [session.idHash];
    });
  }

  /** Ends all sessions of the account, this one too, and the sign-in links that it made. Throws SIGN_IN_REQUIRED. */
  async endAll(session: Session): Promise<void> {
    const { id: userId } = accountOf(session);
    await this.#end([userLock(userId)], async (trx) => {
      await trx.deleteFrom('sign_in_links').where('user_id', '=', userId).execute();
      return endSessionsOf(trx, userId);
    });
  }

  async #end(lock: readonly Lock[], act: (trx: Transaction) => Promise<string[]>): Promise<void> {
    await this.storage.transact(
      { lock, committed: (ended) => ended.forEach((idHash) => this.signals.sessions.next(idHash)) },
      act,
    );
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
