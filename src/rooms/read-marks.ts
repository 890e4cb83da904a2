import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Subject } from 'rxjs';
import type { Session } from '../accounts/session.js';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import { GroupCommit } from '../log/group-commit.js';
import { RoomLogService } from '../log/room-log.service.js';
import { LruMap } from '../lru-map.js';
import { NO_LOCK } from '../storage/lock.js';
import { Storage } from '../storage/storage.js';
import { RoomAccessService } from './room-access.service.js';

/** All marks of this time share a commit: a room of a thousand readers costs one a second, not one a reader. */
const GATHER_MS = 1000;
const MAX_BATCH = 10_000;
/** People whose marks are kept in memory. */
const MAX_KEPT = 20_000;

/** Of one person, beside those of the private rooms that they are in: marks of the open rooms that were made last. */
const MAX_MARKS_KEPT = 1000;

interface Stored {
  userId: string;
  room: string;
  seq: number;
}

interface Mark extends Stored {
  session: Session;
}

/** Up to where somebody has read, by room key. Another version: something may have changed. */
export interface Marks {
  version: string;
  read: ReadonlyMap<string, number>;
}

/** Somebody's marks have moved. */
export interface Marked {
  userId: string;
  /** Undefined unless all of it was done by one session, which knows. */
  by: Session | undefined;
}

/** Up to where people have read, equal on all of one's devices. A mark is state: it has no history, and only ever moves on. */
@Injectable()
export class ReadMarks {
  /** When marks have been stored. */
  readonly changed = new Subject<Marked>();
  readonly #commits: GroupCommit<Mark, undefined>;
  readonly #kept = new LruMap<string, Marks>(MAX_KEPT);
  readonly #loading = new Map<string, Promise<Marks>>();
  /** Versions of another process are no versions of this one. */
  readonly #process = randomUUID();
  #versions = 0;
  #committed = 0;

  constructor(
    private readonly access: RoomAccessService,
    private readonly storage: Storage,
    private readonly log: RoomLogService,
    clock: Clock,
  ) {
    const gathered = (): Promise<void> =>
      new Promise((resolve) => {
        const stop = clock.every(GATHER_MS, () => {
          stop();
          resolve();
        });
      });
    this.#commits = new GroupCommit((marks) => this.#commit(marks), MAX_BATCH, gathered);
  }

  /** How many marks are gathered and not stored yet. */
  get waiting(): number {
    return this.#commits.length;
  }

  /**
   * Everything up to `seq` has been read; what lies behind the newest entry counts as that. Resolves with what is stored. Throws
   * NOT_FOUND if the room is not there for them, NOT_ALLOWED of somebody who has not written anything anywhere.
   */
  async mark(session: Session, room: string, seq: number): Promise<number> {
    const { user } = session;
    await this.access.check(user, room, 'mark-read');
    if (!user) throw new ChatError('NOT_ALLOWED');
    const before = (await this.of(user.id)).read.get(room) ?? 0;
    const read = Math.min(seq, await this.log.newestSeq(room));
    if (read <= before) return before;
    await this.#commits.add({ session, userId: user.id, room, seq: read });
    return read;
  }

  /** For whoever else has moved marks of somebody, when that is committed. */
  forget(userId: string): void {
    this.#committed++;
    this.#kept.delete(userId);
    this.changed.next({ userId, by: undefined });
  }

  /** At once where they are remembered. */
  of(userId: string): Marks | Promise<Marks> {
    return this.#kept.get(userId) ?? this.#load(userId);
  }

  #load(userId: string): Promise<Marks> {
    let loading = this.#loading.get(userId);
    if (!loading) {
      loading = this.#read(userId).finally(() => this.#loading.delete(userId));
      this.#loading.set(userId, loading);
    }
    return loading;
  }

  async #read(userId: string): Promise<Marks> {
    for (;;) {
      const committed = this.#committed;
      const { rows } = await sql<{ key: string; seq: number }>`
        select r.key, m.seq from memberships mine
        join read_marks m on m.user_id = mine.user_id and m.room_id = mine.room_id join rooms r on r.id = m.room_id
        where mine.user_id = ${userId}
        union
        select r.key, m.seq from (
          select room_id, seq from read_marks where user_id = ${userId} order by room_id desc limit ${MAX_MARKS_KEPT}
        ) m join rooms r on r.id = m.room_id
      `.execute(this.storage.reader);
      // What was read before a change must not be remembered after it.
      if (committed !== this.#committed) continue;
      return this.#keep(userId, new Map(rows.map(({ key, seq }) => [key, seq])));
    }
  }

  #keep(userId: string, read: ReadonlyMap<string, number>): Marks {
    const marks = { version: `${this.#process}.${++this.#versions}`, read };
    this.#kept.set(userId, marks);
    return marks;
  }

  async #commit(marks: readonly Mark[]): Promise<undefined[]> {
    const rows = marks.map(({ userId, room, seq }) => sql`(${userId}, ${room}, cast(${seq} as bigint))`);
    const storing = sql<Stored>`
      with told(user_id, room, seq) as (values ${sql.join(rows)})
      insert into read_marks (user_id, room_id, seq)
      select u.id, r.id, max(told.seq)
      from told join rooms r on r.key = told.room join users u on u.id = told.user_id
      where u.deleted_at is null and (r.kind = 'open' or exists (
        select 1 from memberships where room_id = r.id and user_id = u.id
      ))
      group by u.id, r.id
      on conflict (user_id, room_id) do update
      set seq = case when excluded.seq > read_marks.seq then excluded.seq else read_marks.seq end
      returning user_id as "userId", (select key from rooms where id = room_id) as room, seq
    `;
    const stored = await this.storage.transact({ lock: NO_LOCK }, (trx) => storing.execute(trx));
    this.#committed++;
    const sessions = sessionsOf(marks);
    for (const [userId, moved] of byUser(stored.rows)) {
      const known = this.#kept.get(userId);
      // Of somebody who has marked so much, it is read anew.
      if (known && known.read.size > 2 * MAX_MARKS_KEPT) this.#kept.delete(userId);
      else if (known) this.#keep(userId, new Map([...known.read, ...moved]));
      this.changed.next({ userId, by: sessions.get(userId) });
    }
    return marks.map(() => undefined);
  }
}

/** Of each user the session that set all of these marks; undefined if there is more than one. */
function sessionsOf(marks: readonly Mark[]): Map<string, Session | undefined> {
  const sessions = new Map<string, Session | undefined>();
  for (const { userId, session } of marks)
    sessions.set(userId, sessions.has(userId) && sessions.get(userId) !== session ? undefined : session);
  return sessions;
}

function byUser(rows: readonly Stored[]): Map<string, Map<string, number>> {
  const users = new Map<string, Map<string, number>>();
  for (const { userId, room, seq } of rows) {
    const moved = users.get(userId) ?? new Map<string, number>();
    users.set(userId, moved.set(room, seq));
  }
  return users;
}
