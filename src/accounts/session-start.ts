import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Signals } from '../signals/signals.js';
import type { Lock } from '../storage/lock.js';
import { Storage, type Transaction } from '../storage/storage.js';
import type { Session } from './session.js';
import { SessionCookie } from './session-cookie.js';
import { endSession, insertSession, locksOf } from './session-rows.js';
import type { User } from './user.js';
import type { Visit } from './visit.js';

/** The account of the new session, and the hashes of other sessions that end with it. */
export interface Decision {
  id: string;
  name: string;
  ended?: string[];
}

/** Begins sessions of accounts. The visitor's present session ends, and with it an id that somebody may have learned or planted. */
@Injectable()
export class SessionStart {
  constructor(
    private readonly storage: Storage,
    private readonly cookie: SessionCookie,
    private readonly signals: Signals,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs in one transaction. `decide` gets the user of the present session and answers the account of the new one; if it throws, nothing
   * changes. `locks` cover what it decides by, besides the session. Throws SESSION_ENDED if the present session has already ended, and what
   * `decide` throws.
   */
  async begin(
    visit: Visit,
    locks: readonly Lock[],
    decide: (trx: Transaction, before: User | undefined) => Promise<Decision>,
  ): Promise<Session> {
    const session = this.cookie.make();
    const now = this.clock.now();
    const lock = [...locks, ...locksOf(visit.session)];
    const committed = ({ ended = [] }: Decision): void => {
      this.signals.sessions.next([...ended, visit.session.idHash]);
    };
    const { id, name } = await this.storage.transact({ lock, committed }, async (trx) => {
      const decision = await decide(trx, await endSession(trx, visit.session));
      await insertSession(trx, session, { userId: decision.id, device: visit.device, now });
      return decision;
    });
    session.user = { id, name, isGuest: false };
    session.lastSeenAt = now;
    return session;
  }
}
