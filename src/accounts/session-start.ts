import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { type Signal, personChanged, sessionChanged } from '../signals/signal.js';
import type { Lock } from '../storage/lock.js';
import { Storage, type Transaction } from '../storage/storage.js';
import type { Session } from './session.js';
import { SessionCookie } from './session-cookie.js';
import { endSession, forgetEndedGuests, insertSession, sessionLocks } from './session-rows.js';
import type { User } from './user.js';
import type { RequestContext } from './request-context.js';

/** The account of a new session. */
export interface SessionAccount {
  id: string;
  name: string;
  /** Hashes of the ids of other sessions that end with it. */
  ended?: readonly string[];
  /** Ids of guests who were renamed, because they looked like the account. */
  renamed?: readonly string[];
}

/** Begins sessions of accounts. The visitor's present session ends, and with it an id that somebody may have learned or planted. */
@Injectable()
export class SessionStart {
  constructor(
    private readonly storage: Storage,
    private readonly cookie: SessionCookie,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs in one transaction. `decide` gets the user of the present session and answers the account of the new one; if it throws, nothing
   * changes. `locks` cover what it decides by, besides the session. Throws SESSION_ENDED if the present session has already ended, and what
   * `decide` throws.
   */
  async begin(
    context: RequestContext,
    locks: readonly Lock[],
    decide: (trx: Transaction, before: User | undefined) => Promise<SessionAccount>,
  ): Promise<Session> {
    const session = this.cookie.newSession();
    const now = this.clock.now();
    const lock = [...locks, ...sessionLocks(context.session)];
    const signals = ({ ended = [], renamed = [] }: SessionAccount): Signal[] => [
      ...[...ended, context.session.idHash].map(sessionChanged),
      ...renamed.map(personChanged),
    ];
    const { id, name } = await this.storage.transact({ lock, signals }, async (trx) => {
      const before = await endSession(trx, context.session);
      const account = await decide(trx, before);
      // A guest who has not become this account.
      if (before) await forgetEndedGuests(trx, [before.id]);
      await insertSession(trx, session, { userId: account.id, device: context.device, now });
      return account;
    });
    session.user = { id, name, isGuest: false };
    session.lastSeenAt = now;
    return session;
  }
}
