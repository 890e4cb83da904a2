import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { sql } from 'kysely';
import { Subscription } from 'rxjs';
import type { Session } from '../accounts/session.js';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import { GroupCommit } from '../log/group-commit.js';
import { LRUCache } from 'lru-cache';
import { GenerationCache } from '../signals/generation-cache.js';
import { MovedMarks } from '../signals/moved-marks.js';
import { NO_LOCK } from '../storage/lock.js';
import { Storage } from '../storage/storage.js';
import { Marks } from './marks.js';
import { RoomAccessService } from './room-access.service.js';

/** All marks of this interval share one commit, so a room with a thousand readers costs one commit a second instead of a thousand. */
const GATHER_MS = 1000;
const MAX_BATCH = 10_000;
/** People whose marks are cached. */
const MAX_KEPT = 20_000;

/** Marks read for one person, besides those in their private rooms and the open rooms they follow: those in the most recently made rooms. */
const MAX_MARKS_KEPT = 1000;
/** Cached marks of this age are read again before a client is told that it does not know them. */
const SURE_FOR_MS = 1000;

interface Stored {
  userId: string;
  room: string;
  seq: number;
}

interface Mark extends Stored {
  /** Hash of the id of the session that set it. */
  by: string;
}

interface CachedMarks {
  marks: Marks;
  asOfMs: number;
}

/** How far people have read; shared by all devices of a person. A mark is state without history, and it only moves forward. */
@Injectable()
export class ReadMarks implements OnModuleDestroy {
  readonly #commits: GroupCommit<Mark, number>;
  readonly #kept = new LRUCache<string, CachedMarks>({ max: MAX_KEPT });
  readonly #marks = new GenerationCache<CachedMarks>(this.#kept, ([userId]) => this.#read(userId as string));
  readonly #hearing = new Subscription();

  constructor(
    private readonly access: RoomAccessService,
    private readonly storage: Storage,
    private readonly movedMarks: MovedMarks,
    private readonly clock: Clock,
  ) {
    this.#hearing.add(movedMarks.told.subscribe(({ userId }) => this.#marks.forget(userId)));
    this.#hearing.add(movedMarks.missed.subscribe(() => this.#forgetAll()));
    const gathered = (): Promise<void> =>
      new Promise((resolve) => {
        const stop = clock.every(GATHER_MS, () => {
          stop();
          resolve();
        });
      });
    this.#commits = new GroupCommit((marks) => this.#commit(marks), MAX_BATCH, gathered);
  }

  onModuleDestroy(): void {
    this.#hearing.unsubscribe();
  }

  /** Marks that are gathered but not stored yet. */
  get waiting(): number {
    return this.#commits.length;
  }

  /**
   * Marks everything up to `seq` as read; a `seq` beyond the newest entry means the newest entry. Resolves with the stored mark, 0 if there
   * is none. Throws NOT_FOUND if the user cannot see the room, NOT_ALLOWED if they have not written anything anywhere.
   */
  async mark(session: Session, room: string, seq: number): Promise<number> {
    const { user } = session;
    await this.access.check(user, room, 'mark-read');
    if (!user) throw new ChatError('NOT_ALLOWED');
    const known = seq === 0 ? await this.of(user.id) : this.#marks.peek(user.id)?.marks;
    const before = known?.read.get(room) ?? 0;
    if (known && seq <= before) return before;
    return this.#commits.add({ by: session.idHash, userId: user.id, room, seq });
  }

  /**
   * Synchronous if they are cached. `known` is the version that a client has. If the cached one differs, the client may have been at a
   * node that knows more: it would be answered by both in turn, at once each time. So they are read again, unless that was just done.
   */
  of(userId: string, known?: string): Marks | Promise<Marks> {
    const cached = this.#marks.peek(userId);
    if (cached && known !== undefined && known !== cached.marks.version && this.#isOld(cached))
      this.#marks.forget(userId);
    const found = this.#marks.get(userId);
    return found instanceof Promise ? found.then(({ marks }) => marks) : found.marks;
  }

  #forgetAll(): void {
    for (const userId of this.#kept.keys()) this.#marks.forget(userId);
  }

  #isOld({ asOfMs }: CachedMarks): boolean {
    return this.clock.monotonicMs() - asOfMs > SURE_FOR_MS;
  }

  async #read(userId: string): Promise<ReadonlyMap<string, CachedMarks>> {
    const asOfMs = this.clock.monotonicMs();
    const { rows } = await sql<{ key: string; seq: number }>`
      select r.key, m.seq from memberships mine
      join read_marks m on m.user_id = mine.user_id and m.room_id = mine.room_id join rooms r on r.id = m.room_id
      where mine.user_id = ${userId}
      union
      select r.key, m.seq from followed_rooms mine
      join read_marks m on m.user_id = mine.user_id and m.room_id = mine.room_id join rooms r on r.id = m.room_id
      where mine.user_id = ${userId} and mine.left_seq is null
      union
      select r.key, m.seq from (
        select room_id, seq from read_marks where user_id = ${userId} order by room_id desc limit ${MAX_MARKS_KEPT}
      ) m join rooms r on r.id = m.room_id
    `.execute(this.storage.reader);
    const marks = Marks.of(new Map(rows.map(({ key, seq }) => [key, seq])));
    return new Map([[userId, { marks, asOfMs }]]);
  }

  async #commit(marks: readonly Mark[]): Promise<number[]> {
    const rows = marks.map(({ userId, room, seq }) => sql`(${userId}, ${room}, cast(${seq} as bigint))`);
    const storing = sql<Stored>`
      with told(user_id, room, seq) as (values ${sql.join(rows)})
      insert into read_marks (user_id, room_id, seq)
      select u.id, r.id, max(case when told.seq < r.last_seq then told.seq else r.last_seq end)
      from told join rooms r on r.key = told.room join users u on u.id = told.user_id
      where r.last_seq > 0 and u.deleted_at is null and (r.kind = 'open' or exists (
        select 1 from memberships where room_id = r.id and user_id = u.id
      ))
      group by u.id, r.id
      on conflict (user_id, room_id) do update
      set seq = case when excluded.seq > read_marks.seq then excluded.seq else read_marks.seq end
      returning user_id as "userId", (select key from rooms where id = room_id) as room, seq
    `;
    const stored = await this.storage.transact({ lock: NO_LOCK }, (trx) => storing.execute(trx));
    const sessions = sessionsOf(marks);
    const movedOf = byUser(stored.rows);
    for (const [userId, moved] of movedOf) {
      const before = this.#marks.peek(userId)?.marks;
      this.movedMarks.tell({ userId, by: sessions.get(userId) });
      if (!before) continue;
      const now = before.with(moved);
      // As if they had been read anew: another node that does so must find the same. With more of them, the limit decides.
      if (now.read.size <= MAX_MARKS_KEPT || now.read.size === before.read.size)
        this.#marks.renew(userId, { marks: now, asOfMs: this.clock.monotonicMs() });
    }
    return marks.map(({ userId, room }) => movedOf.get(userId)?.get(room) ?? 0);
  }
}

/** For each user, the session that set all of their marks; undefined if several did. */
function sessionsOf(marks: readonly Mark[]): Map<string, string | undefined> {
  const sessions = new Map<string, string | undefined>();
  for (const { userId, by } of marks)
    sessions.set(userId, sessions.has(userId) && sessions.get(userId) !== by ? undefined : by);
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
