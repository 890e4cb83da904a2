import { Inject, Injectable } from '@nestjs/common';
import { type RawBuilder, sql } from 'kysely';
import pLimit from 'p-limit';
import { Clock } from '../../clock.js';
import type { Appended, Draft, Entry, NoticeDraft, NoticeEntry } from '../../log/entry.js';
import { EntryTypes } from '../../log/entry-type.js';
import type { Author } from '../../log/message.js';
import { ENTRY_COLUMNS, type Row } from '../sql/entry-rows.js';
import { SqlRoomLogStore } from '../sql/sql-room-log.store.js';
import { Storage, type Transaction } from '../storage.js';
import { joinsOfEntry } from './append-reads.js';
import { append } from './postgres-append.js';
import { dropLog, eraseRoom } from './postgres-erase.js';
import { storageError } from './postgres-error.js';
import { appendNoticesTo } from './postgres-notices.js';
import { renameAuthor } from './postgres-rename.js';
import type { PostgresStorage } from './postgres-storage.js';

interface AsOf {
  /** Number of the newest signal that the statement saw. */
  head: number;
  found: boolean | null;
}

/**
 * The log in PostgreSQL. Whatever is read or stored is returned only when this node has told all signals that were
 * recorded before it: then caches have forgotten who may no longer see it.
 */
@Injectable()
export class PostgresRoomLogStore extends SqlRoomLogStore {
  /** A node appends one batch at a time: four small ones side by side cost more than one of their size. */
  readonly #turn = pLimit(1);

  constructor(
    @Inject(Storage) protected override readonly storage: PostgresStorage,
    clock: Clock,
    types: EntryTypes,
  ) {
    super(storage, clock, types);
  }

  append(
    drafts: readonly Draft[],
    committed: (appended: readonly Appended[]) => void = () => undefined,
  ): Promise<Appended[]> {
    return this.#turn(async () => {
      try {
        const { appended, signals, head } = await append(await this.storage.lane.client(), this.rows, drafts);
        await this.storage.feed.committed(signals, head);
        committed(appended);
        return appended;
      } catch (error) {
        throw storageError(error);
      }
    });
  }

  appendNotices(trx: Transaction, drafts: readonly NoticeDraft[]): Promise<NoticeEntry[]> {
    return appendNoticesTo(trx, drafts);
  }

  eraseRoom(room: string): Promise<void> {
    return eraseRoom(this.storage.writer, this.types, room);
  }

  dropLog(room: string): Promise<void> {
    return dropLog(this.storage.writer, room);
  }

  /**
   * Reads each room along the index of its entries. `select` hides the values from the planner, which would otherwise plan the prepared
   * statement for these values each time, and that takes longer than to run it.
   */
  override async listAfterEach(after: ReadonlyMap<string, number>, limit: number): Promise<Entry[]> {
    if (after.size === 0) return [];
    const [rooms, seqs] = [[...after.keys()], [...after.values()]];
    const rows = await this.read(sql<Row>`
      select ${sql.raw(ENTRY_COLUMNS)}
      from unnest((select ${rooms}::text[]), (select ${seqs}::bigint[])) as asked(room, seq)
      cross join lateral (select id, last_seq from rooms where key = asked.room limit 1) place
      cross join lateral (
        select * from entries
        where room_id = place.id and seq > greatest(asked.seq, place.last_seq - (select ${limit}::bigint))
        order by seq limit (select ${limit}::bigint)
      ) e
      ${sql.raw(joinsOfEntry(this.rows))}
      order by e.room_id, e.seq
    `);
    return rows.map(this.rows.toEntry);
  }

  override async newestSeqs(rooms: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.read(sql<{ key: string; last_seq: number }>`
      select key, last_seq from rooms where key = any(${rooms}::text[])
    `);
    return new Map(rows.map(({ key, last_seq }) => [key, last_seq]));
  }

  /** PostgreSQL keeps old versions of rows until it cleans up by itself, and its log until it is reused (docs/security.md). */
  eraseRemains(): Promise<void> {
    return Promise.resolve();
  }

  renameAuthor(author: Author): Promise<void> {
    return renameAuthor(this.storage.writer, this.types, author);
  }

  /** By the key of a joined room, PostgreSQL would read all later entries, sort them, and then stop at the limit. */
  protected inRoom(room: string): RawBuilder<unknown> {
    return sql`e.room_id = (select id from rooms where key = ${room})`;
  }

  /**
   * The number of the newest signal comes from the same statement, so from the same moment. What was erased or renamed
   * since then is read again: buffers have been told already, and would keep it.
   */
  protected async read<R>(query: RawBuilder<R>): Promise<R[]> {
    for (;;) {
      const { head, rows } = await this.#readAsOf(query);
      await this.storage.feed.upTo(head);
      if (!this.storage.feed.isOutdated(head)) return rows;
    }
  }

  async #readAsOf<R>(query: RawBuilder<R>): Promise<{ head: number; rows: R[] }> {
    const { rows } = await sql<R & AsOf>`
      select signals_head.n as head, answer.* from signals_head
      left join lateral (select true as found, * from (${query}) as rows) as answer on true
    `.execute(this.storage.reader);
    return { head: rows[0]?.head ?? 0, rows: rows.filter(({ found }) => found) };
  }
}
