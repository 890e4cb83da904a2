import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { SESSION_MAX_AGE_MS, SESSION_MAX_IDLE_MS, type Session } from './session.js';
import { SessionCookie } from './session-cookie.js';
import type { User } from './user.js';

/** How stale the stored "last seen" may be: one write an hour, not one a poll. */
const TOUCH_EVERY_MS = 60 * 60 * 1000;
const CLEAN_EVERY_MS = 60 * 60 * 1000;

/** Which session a request belongs to, and whose it is. */
@Injectable()
export class SessionService implements OnModuleInit, OnModuleDestroy {
  readonly #logger = new Logger(SessionService.name);

  #stopCleaning: (() => void) | undefined;

  constructor(
    private readonly cookie: SessionCookie,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.#stopCleaning = this.clock.every(CLEAN_EVERY_MS, () => {
      this.deleteOutlived().catch((error: unknown) =>
        this.#logger.warn({ event: 'session clean-up failed', err: error }),
      );
    });
  }

  onModuleDestroy(): void {
    this.#stopCleaning?.();
  }

  /** The living session of a Cookie header with its user, or undefined. */
  async read(cookieHeader: string | undefined): Promise<Session | undefined> {
    const session = this.cookie.read(cookieHeader);
    if (!session) return undefined;
    if (session.lastSeenAt === undefined) await this.#load(session);
    if (typeof session.lastSeenAt === 'number') {
      const idleMs = this.clock.now() - session.lastSeenAt;
      if (idleMs >= SESSION_MAX_IDLE_MS) return undefined;
      if (idleMs >= TOUCH_EVERY_MS) this.#touch(session);
    }
    return session;
  }

  /** Stores the session with its user. If it has been stored meanwhile, that user stays and is answered. */
  async attach(session: Session, user: User, now: number): Promise<User> {
    const idHash = session.idHash;
    const stored = await this.database.writer.transaction().execute(async (trx) => {
      const earlier = await trx
        .selectFrom('sessions')
        .innerJoin('users', 'users.id', 'sessions.user_id')
        .select(['users.id', 'users.name'])
        .where('id_hash', '=', idHash)
        .executeTakeFirst();
      if (earlier) return earlier;
      await trx
        .insertInto('users')
        .values({ ...user, created_at: now })
        .execute();
      await trx
        .insertInto('sessions')
        .values({ id_hash: idHash, user_id: user.id, created_at: session.startedAt, last_seen_at: now })
        .execute();
      return user;
    });
    session.user = stored;
    session.lastSeenAt = now;
    return stored;
  }

  /** Deletes rows whose ids have outlived themselves. Resolves with how many. */
  async deleteOutlived(): Promise<number> {
    const { numDeletedRows } = await this.database.writer
      .deleteFrom('sessions')
      .where('created_at', '<', this.clock.now() - SESSION_MAX_AGE_MS)
      .executeTakeFirst();
    return Number(numDeletedRows);
  }

  async #load(session: Session): Promise<void> {
    const row = await this.database.reader
      .selectFrom('sessions')
      .innerJoin('users', 'users.id', 'sessions.user_id')
      .select(['users.id', 'users.name', 'sessions.last_seen_at'])
      .where('id_hash', '=', session.idHash)
      .executeTakeFirst();
    // A guest may have been made while this was read.
    if (session.lastSeenAt !== undefined) return;
    session.user = row ? { id: row.id, name: row.name } : null;
    session.lastSeenAt = row ? row.last_seen_at : null;
  }

  #touch(session: Session): void {
    const now = this.clock.now();
    session.lastSeenAt = now;
    this.database.writer
      .updateTable('sessions')
      .set({ last_seen_at: now })
      .where('id_hash', '=', session.idHash)
      .execute()
      .catch((error: unknown) => this.#logger.warn({ event: 'session touch failed', err: error }));
  }
}
