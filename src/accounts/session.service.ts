import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { Subscription } from 'rxjs';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import { GroupCommit } from '../log/group-commit.js';
import { Generations } from '../signals/generations.js';
import { Signals } from '../signals/signals.js';
import { NO_LOCK } from '../storage/lock.js';
import { Storage } from '../storage/storage.js';
import { type GuestSession, storeGuestSessions } from './guest-sessions.js';
import { SESSION_MAX_IDLE_MS, type Session } from './session.js';
import { SessionCookie } from './session-cookie.js';
import { findSession } from './session-rows.js';
import type { User } from './user.js';

/** How stale the stored "last seen" may be: one write an hour instead of one a poll. */
const TOUCH_EVERY_MS = 60 * 60 * 1000;
/** After so long, "last seen" is written at once: otherwise another node might call the session idle. */
const NEARLY_IDLE_MS = SESSION_MAX_IDLE_MS - 24 * 60 * 60 * 1000;
const WRITE_TOUCHED_EVERY_MS = 60 * 1000;
const MAX_TOUCHED_AT_ONCE = 500;
/** First writes that share one commit. */
const MAX_ATTACHED_AT_ONCE = 200;

/** Finds the session of a request and its user. */
@Injectable()
export class SessionService implements OnModuleInit, OnModuleDestroy, BeforeApplicationShutdown {
  readonly #logger = new Logger(SessionService.name);
  readonly #attachments = new GroupCommit<GuestSession, User | 'ended'>(
    (items) => storeGuestSessions(this.storage, items, this.clock.now()),
    MAX_ATTACHED_AT_ONCE,
  );
  /** Subjects are sessions, by the hashes of their ids, and users. */
  readonly #generations = new Generations();
  readonly #hearing = new Subscription();
  /** Id hashes of sessions whose "last seen" waits to be written. */
  readonly #touched = new Set<string>();
  #stopTouching: (() => void) | undefined;

  constructor(
    private readonly cookie: SessionCookie,
    signals: Signals,
    private readonly storage: Storage,
    private readonly clock: Clock,
  ) {
    for (const kind of ['session', 'person'] as const)
      this.#hearing.add(
        signals.on(kind, (subjects) => subjects.forEach((each) => this.#generations.moveOn(each))),
      );
  }

  onModuleInit(): void {
    this.#stopTouching = this.clock.every(WRITE_TOUCHED_EVERY_MS, () => void this.#writeTouched());
  }

  onModuleDestroy(): void {
    this.#stopTouching?.();
    this.#hearing.unsubscribe();
  }

  /** Not in `onModuleDestroy`: held polls are answered there and must not wait for the disk. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.#writeTouched();
  }

  /**
   * The living session of a Cookie header, with its user. `ended` if it was ended or idle for too long, until the cookie would have
   * expired; undefined if there is none or it has expired. Synchronous unless it must be looked up.
   */
  read(
    cookieHeader: string | undefined,
  ): Session | 'ended' | undefined | Promise<Session | 'ended' | undefined> {
    const session = this.cookie.read(cookieHeader);
    if (!session) return undefined;
    if (this.isCurrent(session) && !session.isIdle(this.clock.now())) return this.#seen(session);
    return this.#lookUp(session).then(() => this.#seen(session));
  }

  #seen(session: Session): Session | 'ended' | Promise<Session> {
    const now = this.clock.now();
    if (session.isOver(now)) return 'ended';
    const idleMs = now - (session.lastSeenAt ?? now);
    if (idleMs >= TOUCH_EVERY_MS) this.#touch(session);
    return idleMs >= NEARLY_IDLE_MS ? this.#writeTouched().then(() => session) : session;
  }

  /** True while neither the session nor its user has changed since the last look-up. */
  isCurrent(session: Session): boolean {
    return session.isNew || session.generation === this.#generationOf(session);
  }

  /** Throws SESSION_ENDED unless the session is alive now. Returns undefined, without a promise, unless it must be looked up. */
  confirm(session: Session): Promise<void> | undefined {
    if (!this.isCurrent(session)) return this.#lookUp(session).then(() => this.confirm(session));
    const now = this.clock.now();
    if (!session.isOver(now)) return undefined;
    if (!session.isIdle(now)) throw new ChatError('SESSION_ENDED');
    return this.#lookUp(session).then(() => {
      if (session.isOver(this.clock.now())) throw new ChatError('SESSION_ENDED');
      return this.confirm(session);
    });
  }

  /** Stores the session with its user. If another request has stored it first, resolves with that request's user. Throws SESSION_ENDED. */
  async attach(session: Session, user: User): Promise<User> {
    const { idHash, startedAt } = session;
    const stored = await this.#attachments.add({ idHash, startedAt, user });
    if (stored === 'ended') throw new ChatError('SESSION_ENDED');
    session.user = stored;
    session.lastSeenAt = this.clock.now();
    return stored;
  }

  async #lookUp(session: Session): Promise<void> {
    for (let isSure = false; !isSure;) {
      // Repeat if anything changed during the read. If the read shows another user, nobody watched that user, so any change counts.
      const [generation, count, before] = [
        this.#generationOf(session),
        this.#generations.count,
        session.user?.id,
      ];
      const found = await findSession(this.storage.reader, session.idHash);
      if (found === 'ended') session.wasEnded = true;
      // Keep the user if there is no row: another request may have stored the session during the read.
      else if (found) {
        session.user = found.user;
        session.preferences = found.preferences;
        session.lastSeenAt = Math.max(found.lastSeenAt, session.lastSeenAt ?? 0);
      }
      session.generation = this.#generationOf(session);
      isSure =
        before === session.user?.id ? generation === session.generation : count === this.#generations.count;
    }
  }

  /** The sum of two counts that never go down, so it changes when either does. */
  #generationOf({ idHash, user }: Session): number {
    return this.#generations.of(idHash) + (user ? this.#generations.of(user.id) : 0);
  }

  #touch(session: Session): void {
    session.lastSeenAt = this.clock.now();
    this.#touched.add(session.idHash);
  }

  /** Stores "last seen" of the sessions seen recently. A failed write is retried the next time. */
  async #writeTouched(): Promise<void> {
    while (this.#touched.size > 0) {
      const idHashes = [...this.#touched].slice(0, MAX_TOUCHED_AT_ONCE);
      for (const idHash of idHashes) this.#touched.delete(idHash);
      try {
        const seen = { last_seen_at: this.clock.now() };
        await this.storage.transact({ lock: NO_LOCK }, (trx) =>
          trx.updateTable('sessions').set(seen).where('id_hash', 'in', idHashes).execute(),
        );
      } catch (err) {
        for (const idHash of idHashes) this.#touched.add(idHash);
        this.#logger.warn({ event: 'sessions not touched', err });
        return;
      }
    }
  }
}
