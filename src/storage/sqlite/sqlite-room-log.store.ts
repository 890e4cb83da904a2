import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { CompiledQuery, sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../../clock.js';
import type { Appended, Draft, Entry, NoticeDraft, NoticeEntry } from '../../log/entry.js';
import type { Author, Message } from '../../log/message.js';
import { EntryTypes } from '../../log/entry-type.js';
import { RoomLogStore, type Stretch } from '../../log/room-log.store.js';
import { Storage, type Transaction } from '../storage.js';
import { EntryRows, type Row, SELECT_ENTRIES } from './entry-rows.js';
import { append } from './sqlite-append.js';
import { dropLog, eraseRoom } from './sqlite-erase.js';
import { appendNoticesTo } from './sqlite-notices.js';
import { renameAuthor } from './sqlite-rename.js';
import { SqliteStorage } from './sqlite-storage.js';

const ERASE_AGAIN_MS = 1000;
/** Of somebody who has written in more rooms, those that were made last. */
const MAX_ROOMS_LOOKED_AT = 500;

/** The log in SQLite. */
@Injectable()
export class SqliteRoomLogStore extends RoomLogStore implements OnModuleDestroy {
  readonly #logger = new Logger(SqliteRoomLogStore.name);
  readonly #rows: EntryRows;
  #stopErasing: (() => void) | undefined;

  constructor(
    @Inject(Storage) private readonly storage: SqliteStorage,
    private readonly clock: Clock,
    private readonly types: EntryTypes,
  ) {
    super();
    this.#rows = new EntryRows(types);
  }

  onModuleDestroy(): void {
    // Closing the database does the same.
    this.#stopErasing?.();
  }

  async append(
    drafts: readonly Draft[],
    committed: (appended: readonly Appended[]) => void = () => undefined,
  ): Promise<Appended[]> {
    const appended = await append(this.storage, this.#rows, drafts, committed);
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

  async listNewest(room: string, limit: number, stretch: Stretch = {}): Promise<Entry[]> {
    return (await this.#list(room, limit, stretch, 'desc')).toReversed();
  }

  listOldest(room: string, limit: number, stretch: Stretch = {}): Promise<Entry[]> {
    return this.#list(room, limit, stretch, 'asc');
  }

  async listNewestOfEach(rooms: readonly string[]): Promise<Entry[]> {
    const { rows } = await sql<Row>`
      ${SELECT_ENTRIES} where r.key in (select value from json_each(${JSON.stringify(rooms)})) and e.seq = r.last_seq
    `.execute(this.storage.reader);
    return rows.map(this.#rows.toEntry);
  }

  async listNewestMessages(room: string, limit: number): Promise<Message[]> {
    const { rows } = await sql<Row>`
      ${SELECT_ENTRIES} where r.key = ${room} and e.type = 'message' order by e.seq desc limit ${limit}
    `.execute(this.storage.reader);
    return rows.map(this.#rows.toMessage).toReversed();
  }

  async listMessagesAfter(room: string, seq: number): Promise<Message[]> {
    const { rows } = await sql<Row>`
      ${SELECT_ENTRIES} where r.key = ${room} and e.type = 'message' and e.seq > ${seq} order by e.seq
    `.execute(this.storage.reader);
    return rows.map(this.#rows.toMessage);
  }

  async findMessage(room: string, id: string): Promise<Message | undefined> {
    const { rows } = await sql<Row>`
      ${SELECT_ENTRIES} where e.id = ${id} and r.key = ${room} and e.type = 'message'
    `.execute(this.storage.reader);
    return rows.map(this.#rows.toMessage)[0];
  }

  async newestSeq(room: string): Promise<number> {
    const query = CompiledQuery.raw('select last_seq from rooms where key = ?', [room]);
    const { rows } = await this.storage.reader.executeQuery<{ last_seq: number }>(query);
    return rows[0]?.last_seq ?? 0;
  }

  /** Steps from room to room along the index: the cost is the number of rooms, not of messages, and that is bounded. */
  async listRoomsOfAuthor(authorId: string, limit: number): Promise<{ room: string; seq: number }[]> {
    const { rows } = await sql<{ room: string; seq: number }>`
      with recursive walk(room_id) as (
        select max(room_id) from entries where author_id = ${authorId}
        union all
        select (select max(room_id) from entries where author_id = ${authorId} and room_id < walk.room_id)
        from walk where walk.room_id is not null
        limit ${MAX_ROOMS_LOOKED_AT}
      )
      select r.key as room, r.last_seq as seq from walk
      join rooms r on r.id = walk.room_id
      join entries e on e.room_id = r.id and e.seq = r.last_seq
      where r.kind = 'open'
      order by e.id desc limit ${limit}
    `.execute(this.storage.reader);
    return rows;
  }

  async renameAuthor(author: Author): Promise<void> {
    if (await renameAuthor(this.storage.writer, this.types, author)) await this.eraseRemains();
  }

  async epoch(): Promise<string> {
    const row = await this.storage.reader
      .selectFrom('epochs')
      .select('id')
      .orderBy('place', 'desc')
      .executeTakeFirst();
    return row?.id ?? this.renewEpoch();
  }

  async renewEpoch(): Promise<string> {
    const id = uuidv7();
    await this.storage.writer.insertInto('epochs').values({ id, begun_at: this.clock.now() }).execute();
    return id;
  }

  async #list(
    room: string,
    limit: number,
    { after = 0, before = Number.MAX_SAFE_INTEGER }: Stretch,
    order: 'asc' | 'desc',
  ): Promise<Entry[]> {
    const { rows } = await sql<Row>`
      ${SELECT_ENTRIES} where r.key = ${room} and e.seq > ${after} and e.seq < ${before}
      order by e.seq ${sql.raw(order)} limit ${limit}
    `.execute(this.storage.reader);
    return rows.map(this.#rows.toEntry);
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
