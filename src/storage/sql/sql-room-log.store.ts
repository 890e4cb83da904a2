import { type RawBuilder, sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { Clock } from '../../clock.js';
import type { Entry } from '../../log/entry.js';
import type { EntryTypes } from '../../log/entry-type.js';
import type { Message } from '../../log/message.js';
import { RoomLogStore, type Stretch } from '../../log/room-log.store.js';
import { type Signal, epochRenewed } from '../../signals/signal.js';
import { NO_LOCK } from '../lock.js';
import type { Storage } from '../storage.js';
import { EntryRows, type Row } from './entry-rows.js';

/** What reading the log is in every SQL database. Adapters add the writing. */
export abstract class SqlRoomLogStore extends RoomLogStore {
  protected readonly rows: EntryRows;

  constructor(
    protected readonly storage: Storage,
    protected readonly clock: Clock,
    protected readonly types: EntryTypes,
  ) {
    super();
    this.rows = new EntryRows(types);
  }

  /** Runs a query on what has been committed. */
  protected abstract read<R>(query: RawBuilder<R>): Promise<R[]>;

  /** The condition that entry `e` is one of this room, `r`, so written that the database reads entries in order and stops at a limit. */
  protected abstract inRoom(room: string): RawBuilder<unknown>;

  async listNewest(room: string, limit: number, stretch: Stretch = {}): Promise<Entry[]> {
    return (await this.#list(room, limit, stretch, 'desc')).toReversed();
  }

  listOldest(room: string, limit: number, stretch: Stretch = {}): Promise<Entry[]> {
    return this.#list(room, limit, stretch, 'asc');
  }

  async listNewestOfEach(rooms: readonly string[]): Promise<Entry[]> {
    if (rooms.length === 0) return [];
    const rows = await this.read(sql<Row>`
      ${this.rows.select} where r.key in (${sql.join(rooms)}) and e.seq = r.last_seq
    `);
    return rows.map(this.rows.toEntry);
  }

  async listAfterEach(after: ReadonlyMap<string, number>, limit: number): Promise<Entry[]> {
    if (after.size === 0) return [];
    const stretches = Array.from(
      after,
      ([room, seq]) => sql`(r.key = ${room} and e.seq > ${seq} and e.seq > r.last_seq - ${limit})`,
    );
    const rows = await this.read(sql<Row>`
      ${this.rows.select} where ${sql.join(stretches, sql` or `)} order by e.room_id, e.seq
    `);
    return rows.map(this.rows.toEntry);
  }

  async listNewestMessages(room: string, limit: number): Promise<Message[]> {
    const rows = await this.read(sql<Row>`
      ${this.rows.select} where ${this.inRoom(room)} and e.type = 'message' order by e.seq desc limit ${limit}
    `);
    return rows.map(this.rows.toMessage).toReversed();
  }

  async listMessagesAfter(room: string, seq: number): Promise<Message[]> {
    const rows = await this.read(sql<Row>`
      ${this.rows.select} where ${this.inRoom(room)} and e.type = 'message' and e.seq > ${seq} order by e.seq
    `);
    return rows.map(this.rows.toMessage);
  }

  async findMessage(room: string, id: string): Promise<Message | undefined> {
    const rows = await this.read(sql<Row>`
      ${this.rows.select} where e.id = ${id} and r.key = ${room} and e.type = 'message'
    `);
    return rows.map(this.rows.toMessage)[0];
  }

  async newestSeq(room: string): Promise<number> {
    const [row] = await this.read(sql<{ last_seq: number }>`select last_seq from rooms where key = ${room}`);
    return row?.last_seq ?? 0;
  }

  async newestSeqs(rooms: readonly string[]): Promise<Map<string, number>> {
    if (rooms.length === 0) return new Map();
    const rows = await this.read(sql<{ key: string; last_seq: number }>`
      select key, last_seq from rooms where key in (${sql.join(rooms)})
    `);
    return new Map(rows.map(({ key, last_seq }) => [key, last_seq]));
  }

  async epoch(): Promise<string> {
    const epochs = this.storage.reader.selectFrom('epochs').select('id').orderBy('place', 'desc');
    return (await epochs.executeTakeFirst())?.id ?? this.renewEpoch();
  }

  async renewEpoch(): Promise<string> {
    const id = uuidv7();
    const signals = (): Signal[] => [epochRenewed(id)];
    await this.storage.transact({ lock: NO_LOCK, signals }, (trx) =>
      trx.insertInto('epochs').values({ id, begun_at: this.clock.now() }).execute(),
    );
    return id;
  }

  async #list(
    room: string,
    limit: number,
    { after = 0, before = Number.MAX_SAFE_INTEGER }: Stretch,
    order: 'asc' | 'desc',
  ): Promise<Entry[]> {
    const rows = await this.read(sql<Row>`
      ${this.rows.select} where ${this.inRoom(room)} and e.seq > ${after} and e.seq < ${before}
      order by e.seq ${sql.raw(order)} limit ${limit}
    `);
    return rows.map(this.rows.toEntry);
  }
}
