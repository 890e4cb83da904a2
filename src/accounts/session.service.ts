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
import { type Lock, NAMES_LOCK, NO_LOCK } from '../storage/lock.js';
import { Storage, type Transaction } from '../storage/storage.js';
import { type Attachment, attachAll } from './first-writes.js';
import { forgetFormerNames } from './former-names.js';
import { SESSION_MAX_AGE_MS, type Session } from './session.js';
import { SessionCookie } from './session-cookie.js';
import { findSession } from './session-rows.js';
import type { User } from './user.js';

/** How stale the stored "last seen" may be: one write an hour, not one a poll. */
const TOUCH_EVERY_MS = 60 * 60 * 1000;
const WRITE_TOUCHED_EVERY_MS = 60 * 1000;
const MAX_TOUCHED_AT_ONCE = 500;
const CLEAN_EVERY_MS = 60 * 60 * 1000;
/** So many rows are cleaned away by one statement. */
const STEP = 500;
/** Visitors whose first writes share a commit. */
const MAX_ATTACHED_AT_ONCE = 200;

/** Which session a request belongs to, and whose it is. */
@Injectable()
export class SessionService implements OnModuleInit, OnModuleDestroy, BeforeApplicationShutdown {
  readonly #logger = new Logger(SessionService.name);
  readonly #attachments = new GroupCommit<Attachment, User | 'ended'>(
    (items) => attachAll(this.storage, items, this.clock.now()),
    MAX_ATTACHED_AT_ONCE,
  );
  /** Of sessions by the hashes of their ids, and of users. */
  readonly #generations = new Generations();
  readonly #hearing = new Subscription();
  /** Hashes of ids whose "last seen" is to be written. */
  readonly #touched = new Set<string>();
  #timers: (() => void)[] = [];

  constructor(
    private readonly cookie: SessionCookie,
    private readonly signals: Signals,
    private readonly storage: Storage,
    private readonly clock: Clock,
  ) {
    for (const signal of [signals.sessions, signals.people])
      this.#hearing.add(signal.subscribe((subject) => this.#generations.moveOn(subject)));
  }

  onModuleInit(): void {
    const clean = (): void => {
      this.deleteOutlived().catch((err: unknown) =>
        this.#logger.warn({ event: 'session clean-up failed', err }),
      );
    };
    this.#timers = [
      this.clock.every(CLEAN_EVERY_MS, clean),
      this.clock.every(WRITE_TOUCHED_EVERY_MS, () => void this.#writeTouched()),
    ];
  }

  onModuleDestroy(): void {
    for (const stop of this.#timers) stop();
    this.#hearing.unsubscribe();
  }

  /** Not in `onModuleDestroy`: held polls are answered there, and must not wait for the disk. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.#writeTouched();
  }

  /**
   * The living session of a Cookie header with its user. `ended` if it has been ended or was idle for too long, which lasts
   * for as long as the cookie would; undefined if there is none, or one that is too old. At once where it need not be looked up.
   */
  read(
    cookieHeader: string | undefined,
  ): Session | 'ended' | undefined | Promise<Session | 'ended' | undefined> {
    const session = this.cookie.read(cookieHeader);
    if (!session) return undefined;
    if (this.isCurrent(session)) return this.#seen(session);
    return this.#lookUp(session).then(() => this.#seen(session));
  }

  #seen(session: Session): Session | 'ended' {
    const now = this.clock.now();
    if (session.isOver(now)) return 'ended';
    if (session.lastSeenAt !== null && now - session.lastSeenAt >= TOUCH_EVERY_MS) this.#touch(session);
    return session;
  }

  /** True while nothing has happened to the session or its user since it was last looked up. */
  isCurrent(session: Session): boolean {
    return session.isNew || session.generation === this.#generationOf(session);
  }

  /** Throws SESSION_ENDED unless the session lives at this moment. At once, in most cases: then there is no promise. */
  confirm(session: Session): Promise<void> | undefined {
    if (!this.isCurrent(session)) return this.#lookUp(session).then(() => this.confirm(session));
    if (session.isOver(this.clock.now())) throw new ChatError('SESSION_ENDED');
    return undefined;
  }

  /** Stores the session with its user. If it has been stored meanwhile, that user stays and is answered. Throws SESSION_ENDED. */
  async attach(session: Session, user: User): Promise<User> {
    const { idHash, startedAt } = session;
    const stored = await this.#attachments.add({ idHash, startedAt, user });
    if (stored === 'ended') throw new ChatError('SESSION_ENDED');
    session.user = stored;
    session.lastSeenAt = this.clock.now();
    return stored;
  }

  /**
   * Deletes rows whose ids have outlived themselves, and names that are free again, in steps with other writers between them.
   * Resolves with how many sessions were among them.
   */
  async deleteOutlived(): Promise<number> {
    const now = this.clock.now();
    const before = now - SESSION_MAX_AGE_MS;
    const count = await this.#inSteps((trx) => deleteBefore(trx, 'sessions', before));
    await this.#inSteps((trx) => deleteBefore(trx, 'ended_sessions', before));
    await this.#inSteps((trx) => forgetFormerNames(trx, now, STEP), NAMES_LOCK);
    await this.storage.transact({ lock: NO_LOCK }, (trx) =>
      trx.deleteFrom('sign_in_links').where('expires_at', '<', now).execute(),
    );
    return count;
  }

  /** Until a step finds less than it might have. Resolves with how much there was in all. */
  async #inSteps(
    step: (trx: Transaction) => Promise<number>,
    lock: Lock | readonly Lock[] = NO_LOCK,
  ): Promise<number> {
    let total = 0;
    for (let count = STEP; count === STEP; total += count)
      count = await this.storage.transact({ lock }, step);
    return total;
  }

  async #lookUp(session: Session): Promise<void> {
    for (let isSure = false; !isSure;) {
      // What changes while this is read is looked up once more. Whose changes count is not known before it is known whose it is.
      const [generation, count, before] = [
        this.#generationOf(session),
        this.#generations.count,
        session.user?.id,
      ];
      const found = await findSession(this.storage.reader, session.idHash);
      if (found === 'ended') session.wasEnded = true;
      // If there is none, a guest may have been made while this was read.
      else if (found) {
        session.user = found.user;
        session.lastSeenAt = Math.max(found.lastSeenAt, session.lastSeenAt ?? 0);
      }
      session.generation = this.#generationOf(session);
      isSure =
        before === session.user?.id ? generation === session.generation : count === this.#generations.count;
    }
  }

  /** Another number once either has changed: neither count ever goes down. */
  #generationOf({ idHash, user }: Session): number {
    return this.#generations.of(idHash) + (user ? this.#generations.of(user.id) : 0);
  }

  #touch(session: Session): void {
    session.lastSeenAt = this.clock.now();
    this.#touched.add(session.idHash);
  }

  /** Writes down who was seen of late. What cannot be written is tried again next time. */
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

async function deleteBefore(
  trx: Transaction,
  table: 'ended_sessions' | 'sessions',
  before: number,
): Promise<number> {
  const old = trx.selectFrom(table).select('id_hash').where('created_at', '<', before).limit(STEP);
  const { numDeletedRows } = await trx.deleteFrom(table).where('id_hash', 'in', old).executeTakeFirst();
  return Number(numDeletedRows);
}
