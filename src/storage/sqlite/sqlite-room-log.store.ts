import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { CompiledQuery, type RawBuilder, sql } from 'kysely';
import { Clock } from '../../clock.js';
import type { Appended, Draft, NoticeDraft, NoticeEntry } from '../../log/entry.js';
import type { Author } from '../../log/message.js';
import { EntryTypes } from '../../log/entry-type.js';
import { Storage, type Transaction } from '../storage.js';
import { SqlRoomLogStore } from '../sql/sql-room-log.store.js';
import { append } from './sqlite-append.js';
import { dropLog, eraseRoom } from './sqlite-erase.js';
import { appendNoticesTo } from './sqlite-notices.js';
import { renameAuthor } from './sqlite-rename.js';
import { SqliteStorage } from './sqlite-storage.js';

const ERASE_AGAIN_MS = 1000;

/** The log in SQLite. */
@Injectable()
export class SqliteRoomLogStore extends SqlRoomLogStore implements OnModuleDestroy {
  readonly #logger = new Logger(SqliteRoomLogStore.name);
  #stopErasing: (() => void) | undefined;

  constructor(
    @Inject(Storage) protected override readonly storage: SqliteStorage,
    clock: Clock,
    types: EntryTypes,
  ) {
    super(storage, clock, types);
  }

  onModuleDestroy(): void {
    // Closing the database does the same.
    this.#stopErasing?.();
  }

  async append(
    drafts: readonly Draft[],
    committed: (appended: readonly Appended[]) => void = () => undefined,
  ): Promise<Appended[]> {
    const appended = await append(this.storage, this.rows, drafts, committed);
    const stored = drafts.filter((_, i) => appended[i]?.outcome === 'stored');
    if (stored.some((draft) => draft.target && draft.type.erases)) await this.eraseRemains();
    return appended;
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

  protected inRoom(room: string): RawBuilder<unknown> {
    return sql`r.key = ${room}`;
  }

  /**
   * The pages that held a deleted text are overwritten in the database (`secure_delete`), but stand in the write-ahead log
   * until that is emptied. Another reader of the file, such as a backup, can prevent this; then it is tried again later.
   */
  async eraseRemains(): Promise<void> {
    if (await this.#emptyWriteAheadLog()) {
      this.#stopErasing?.();
      this.#stopErasing = undefined;
    } else this.#stopErasing ??= this.clock.every(ERASE_AGAIN_MS, () => void this.eraseRemains());
  }

  /** Compiling the query would cost more than running it. */
  override async newestSeq(room: string): Promise<number> {
    const query = CompiledQuery.raw('select last_seq from rooms where key = ?', [room]);
    const { rows } = await this.storage.reader.executeQuery<{ last_seq: number }>(query);
    return rows[0]?.last_seq ?? 0;
  }

  async renameAuthor(author: Author): Promise<void> {
    if (await renameAuthor(this.storage.writer, this.types, author)) await this.eraseRemains();
  }

  protected async read<R>(query: RawBuilder<R>): Promise<R[]> {
    return (await query.execute(this.storage.reader)).rows;
  }

  async #emptyWriteAheadLog(): Promise<boolean> {
    try {
      const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(
        this.storage.writer,
      );
      return rows[0]?.busy === 0;
    } catch (err) {
      this.#logger.warn({ event: 'deleted text not yet erased', err });
      return false;
    }
  }
}
