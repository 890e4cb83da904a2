import { Injectable } from '@nestjs/common';
import { type Kysely, sql } from 'kysely';
import { Database } from '../../database/database.js';
import type { Schema } from '../../database/schema.js';
import type { Appended, Draft, Entry } from '../entry.js';
import { RoomLogStore } from '../room-log.store.js';

interface Row {
  room: string;
  seq: number;
  id: string;
  type: 'message';
  at: number;
  author_id: string;
  author_name: string;
  client_id: string | null;
  body: string;
}

/**
 * The log in SQLite. A batch is handed over as JSON arrays, so that its statements are the same for any number of
 * drafts and stay prepared.
 */
@Injectable()
export class SqliteRoomLogStore extends RoomLogStore {
  constructor(private readonly database: Database) {
    super();
  }

  async append(drafts: readonly Draft[]): Promise<Appended[]> {
    return this.database.writer.transaction().execute(async (trx) => {
      const earlier = await findEarlier(trx, drafts);
      const lastSeq = await reserveSeqs(trx, countFresh(drafts, earlier), drafts[0]?.at ?? 0);
      const { results, fresh } = place(drafts, earlier, lastSeq);
      if (fresh.length > 0) await insert(trx, fresh);
      return results;
    });
  }

  async listNewest(room: string, limit: number): Promise<Entry[]> {
    const { rows } = await sql<Row>`
      ${SELECT_ENTRY} where r.key = ${room} and e.type = 'message' order by e.seq desc limit ${limit}
    `.execute(this.database.reader);
    return rows.map(toEntry).toReversed();
  }

  async listAfter(room: string, seq: number): Promise<Entry[]> {
    const { rows } = await sql<Row>`
      ${SELECT_ENTRY} where r.key = ${room} and e.seq > ${seq} order by e.seq
    `.execute(this.database.reader);
    return rows.map(toEntry);
  }

  /** Steps from room to room along the index: the cost is the number of rooms, not of messages. */
  async listRoomsOfAuthor(authorId: string, limit: number): Promise<string[]> {
    const { rows } = await sql<{ key: string }>`
      with recursive walk(room_id) as (
        select min(room_id) from entries where author_id = ${authorId}
        union all
        select (select min(room_id) from entries where author_id = ${authorId} and room_id > walk.room_id)
        from walk where walk.room_id is not null
      )
      select r.key from walk
      join rooms r on r.id = walk.room_id
      join entries e on e.room_id = r.id and e.seq = r.last_seq
      order by e.id desc limit ${limit}
    `.execute(this.database.reader);
    return rows.map((row) => row.key);
  }
}

const SELECT_ENTRY = sql`
  select r.key as room, e.seq, e.id, e.type, e.at, e.author_id, e.author_name, e.client_id, e.body
  from rooms r join entries e on e.room_id = r.id`;

function repeatKey(draft: Draft): string | undefined {
  return draft.clientId === null ? undefined : `${draft.author.id} ${draft.clientId}`;
}

/** What the authors have stored under these client ids before, by `repeatKey`. */
async function findEarlier(trx: Kysely<Schema>, drafts: readonly Draft[]): Promise<Map<string, Entry>> {
  const asked = drafts
    .filter((draft) => draft.clientId !== null)
    .map((draft) => [draft.author.id, draft.clientId]);
  if (asked.length === 0) return new Map();
  const { rows } = await sql<Row>`
    ${SELECT_ENTRY} join json_each(${JSON.stringify(asked)}) asked
    on e.author_id = asked.value ->> 0 and e.client_id = asked.value ->> 1
  `.execute(trx);
  return new Map(rows.map(toEntry).map((entry) => [repeatKey(entry) as string, entry]));
}

/** How many new entries each room gets; a repeat within the batch counts once. */
function countFresh(drafts: readonly Draft[], earlier: ReadonlyMap<string, Entry>): Map<string, number> {
  const counts = new Map<string, number>();
  const seen = new Set(earlier.keys());
  for (const draft of drafts) {
    const key = repeatKey(draft);
    if (key !== undefined && seen.has(key)) continue;
    if (key !== undefined) seen.add(key);
    counts.set(draft.room, (counts.get(draft.room) ?? 0) + 1);
  }
  return counts;
}

/** Moves `last_seq` of each room on, making rooms that are new; answers where it stood before. */
async function reserveSeqs(
  trx: Kysely<Schema>,
  counts: ReadonlyMap<string, number>,
  at: number,
): Promise<Map<string, number>> {
  if (counts.size === 0) return new Map();
  const { rows } = await sql<{ key: string; last_seq: number }>`
    insert into rooms (key, last_seq, created_at)
    select value ->> 0, value ->> 1, ${at} from json_each(${JSON.stringify([...counts])}) where true
    on conflict (key) do update set last_seq = last_seq + excluded.last_seq
    returning key, last_seq
  `.execute(trx);
  return new Map(rows.map((row) => [row.key, row.last_seq - (counts.get(row.key) ?? 0)]));
}

/** Gives each fresh draft the next seq of its room, and each repeat the entry that it repeats. */
function place(
  drafts: readonly Draft[],
  earlier: ReadonlyMap<string, Entry>,
  lastSeq: Map<string, number>,
): { results: Appended[]; fresh: Entry[] } {
  const known = new Map(earlier);
  const fresh: Entry[] = [];
  const results = drafts.map((draft) => {
    const key = repeatKey(draft);
    const before = key === undefined ? undefined : known.get(key);
    if (before) return { entry: before, replayed: true };
    const seq = (lastSeq.get(draft.room) ?? 0) + 1;
    lastSeq.set(draft.room, seq);
    const entry: Entry = { ...draft, seq };
    fresh.push(entry);
    if (key !== undefined) known.set(key, entry);
    return { entry, replayed: false };
  });
  return { results, fresh };
}

async function insert(trx: Kysely<Schema>, entries: readonly Entry[]): Promise<void> {
  const rows = entries.map(({ room, seq, id, type, at, author, clientId, body }) => {
    return [room, seq, id, type, at, author.id, author.name, clientId, body];
  });
  await sql`
    insert into entries (room_id, seq, id, type, at, author_id, author_name, client_id, body)
    select r.id, v.value ->> 1, v.value ->> 2, v.value ->> 3, v.value ->> 4,
           v.value ->> 5, v.value ->> 6, v.value ->> 7, v.value ->> 8
    from json_each(${JSON.stringify(rows)}) v join rooms r on r.key = v.value ->> 0
  `.execute(trx);
}

function toEntry(row: Row): Entry {
  const { author_id, author_name, client_id, ...rest } = row;
  return { ...rest, author: { id: author_id, name: author_name }, clientId: client_id };
}
