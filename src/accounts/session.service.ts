import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import type { Kysely } from 'kysely';
import { Clock } from '../clock.js';
import { Database } from '../database/database.js';
import type { Schema } from '../database/schema.js';
import { GroupCommit } from '../log/group-commit.js';
import { SESSION_MAX_AGE_MS, SESSION_MAX_IDLE_MS, type Session } from './session.js';
import { SessionCookie } from './session-cookie.js';
import type { User } from './user.js';

/** How stale the stored "last seen" may be: one write an hour, not one a poll. */
const TOUCH_EVERY_MS = 60 * 60 * 1000;
const WRITE_TOUCHED_EVERY_MS = 60 * 1000;
const MAX_TOUCHED_AT_ONCE = 500;
const CLEAN_EVERY_MS = 60 * 60 * 1000;
/** Visitors whose first writes share a commit. */
const MAX_ATTACHED_AT_ONCE = 200;

interface Attachment {
  idHash: string;
  startedAt: number;
  user: User;
}

/** Which session a request belongs to, and whose it is. */
@Injectable()
export class SessionService implements OnModuleInit, OnModuleDestroy, BeforeApplicationShutdown {
  readonly #logger = new Logger(SessionService.name);
  readonly #attachments = new GroupCommit<Attachment, User>(
    (items) => this.#attachAll(items),
    MAX_ATTACHED_AT_ONCE,
  );
  /** Hashes of ids whose "last seen" is to be written. */
  readonly #touched = new Set<string>();
  #timers: (() => void)[] = [];

  constructor(
    private readonly cookie: SessionCookie,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

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
  }

  /** Not in `onModuleDestroy`: held polls are answered there, and must not wait for the disk. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.#writeTouched();
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
  async attach(session: Session, user: User): Promise<User> {
    const stored = await this.#attachments.add({
      idHash: session.idHash,
      startedAt: session.startedAt,
      user,
    });
    session.user = stored;
    session.lastSeenAt = this.clock.now();
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
      .select(['users.id', 'users.name', 'users.account_key', 'sessions.last_seen_at'])
      .where('id_hash', '=', session.idHash)
      .executeTakeFirst();
    // A guest may have been made while this was read.
    if (session.lastSeenAt !== undefined) return;
    session.user = row ? toUser(row) : null;
    session.lastSeenAt = row ? row.last_seen_at : null;
  }

  #attachAll(attachments: Attachment[]): Promise<User[]> {
    const now = this.clock.now();
    return this.database.writer.transaction().execute(async (trx) => {
      const users: User[] = [];
      for (const attachment of attachments) users.push(await attachOne(trx, attachment, now));
      return users;
    });
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
        const update = this.database.writer.updateTable('sessions').set({ last_seen_at: this.clock.now() });
        await update.where('id_hash', 'in', idHashes).execute();
      } catch (err) {
        for (const idHash of idHashes) this.#touched.add(idHash);
        this.#logger.warn({ event: 'sessions not touched', err });
        return;
      }
    }
  }
}

async function attachOne(
  trx: Kysely<Schema>,
  { idHash, startedAt, user }: Attachment,
  now: number,
): Promise<User> {
  const earlier = await trx
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select(['users.id', 'users.name', 'users.account_key'])
    .where('id_hash', '=', idHash)
    .executeTakeFirst();
  if (earlier) return toUser(earlier);
  await trx.insertInto('users').values({ id: user.id, name: user.name, created_at: now }).execute();
  const row = { id_hash: idHash, user_id: user.id, created_at: startedAt, last_seen_at: now };
  await trx.insertInto('sessions').values(row).execute();
  return user;
}

function toUser({ id, name, account_key }: { id: string; name: string; account_key: string | null }): User {
  return { id, name, isGuest: account_key === null };
}
