import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Schema } from '../schema.js';
import { Batch, type Placed, targetKey } from '../../log/batch.js';
import type { Appended, Draft } from '../../log/entry.js';
import type { Message } from '../../log/message.js';
import { activeAt } from '../sql/active-at.js';
import type { EntryRows } from '../sql/entry-rows.js';
import { readKnown } from './sqlite-known.js';
import type { SqliteStorage } from './sqlite-storage.js';

type Reader = Kysely<Schema>;

/**
 * Stores drafts in one transaction, whose statements go to the storage all at once. Drafts are passed as JSON
 * arrays, so that the statements are the same for any number of drafts and stay prepared.
 */
export function append(
  storage: SqliteStorage,
  rows: EntryRows,
  drafts: readonly Draft[],
  committed: (appended: readonly Appended[]) => void,
): Promise<Appended[]> {
  return storage.inTurn(async (reader, commit) => {
    const batch = new Batch(drafts, await readKnown(reader, rows, drafts));
    const rooms = await findRooms(reader, batch.counts);
    const { results, placed } = batch.place(new Map(rooms.map(({ key, last_seq }) => [key, last_seq])));
    if (placed.length > 0) {
      const at = drafts[0]?.at ?? 0;
      const resting = rooms.filter((room) => room.active_at !== activeAt(at)).map(({ key }) => key);
      const reserved = reserving(batch.counts, at, namesIn(placed));
      const statements = [
        reserved,
        ...(resting.length > 0 ? [wakening(resting, at)] : []),
        ...storing(placed),
      ];
      await commit(statements.map((statement) => statement.compile(reader)));
    }
    committed(results);
    return results;
  });
}

function storing(placed: readonly Placed[]): RawBuilder<unknown>[] {
  const changes = placed.filter(({ draft }) => draft.target);
  const deletions = changes.filter(({ draft }) => draft.target && draft.type.erases);
  return [
    inserting(placed),
    ...(changes.length > 0 ? [markingChanged(changes)] : []),
    ...(deletions.length > 0 ? erasingBodies(deletions) : []),
  ];
}

interface LastSeq {
  key: string;
  last_seq: number;
}

/** The rooms that get new entries; new rooms are absent. */
async function findRooms(
  reader: Reader,
  counts: ReadonlyMap<string, number>,
): Promise<(LastSeq & { active_at: number | null })[]> {
  if (counts.size === 0) return [];
  const { rows } = await sql<LastSeq & { active_at: number | null }>`
    select key, last_seq, active_at from rooms
    where key in (select value from json_each(${JSON.stringify([...counts.keys()])}))
  `.execute(reader);
  return rows;
}

/** Sets when rooms were active last. Only when it differs: SQLite writes the index anew for any value. */
function wakening(keys: readonly string[], at: number): RawBuilder<unknown> {
  return sql`
    update rooms set active_at = ${activeAt(at)}
    where key in (select value from json_each(${JSON.stringify(keys)})) and active_at is not ${activeAt(at)}
  `;
}

/** Advances `last_seq` of each room, creating new rooms; returns the seqs before. */
export async function reserveSeqs(
  trx: Kysely<Schema>,
  counts: ReadonlyMap<string, number>,
  at: number,
): Promise<Map<string, number>> {
  if (counts.size === 0) return new Map();
  const { rows } = await reserving(counts, at).execute(trx);
  await wakening([...counts.keys()], at).execute(trx);
  return new Map(rows.map((row) => [row.key, row.last_seq - (counts.get(row.key) ?? 0)]));
}

/** An existing room keeps its name. */
function reserving(
  counts: ReadonlyMap<string, number>,
  at: number,
  names: ReadonlyMap<string, string> = new Map(),
): RawBuilder<LastSeq> {
  const rooms = Array.from(counts, ([key, count]) => [key, count, names.get(key) ?? '']);
  return sql<LastSeq>`
    insert into rooms (key, kind, last_seq, created_at, name, active_at)
    select value ->> 0, case when value ->> 0 glob '@*' then 'own' else 'open' end, value ->> 1, ${at}, value ->> 2,
           ${activeAt(at)}
    from json_each(${JSON.stringify(rooms)}) where true
    on conflict (key) do update set last_seq = last_seq + excluded.last_seq
    returning key, last_seq
  `;
}

/** The name that the first new entry of each room gives it, by room key. */
function namesIn(placed: readonly Placed[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { draft } of placed) {
    const name = draft.target ? '' : (draft.roomName ?? '');
    if (!names.has(draft.room)) names.set(draft.room, name);
  }
  return names;
}

function inserting(placed: readonly Placed[]): RawBuilder<unknown> {
  const rows = placed.map(({ draft, entry: { room, seq, type, message } }) => {
    const { id, at, author } = draft;
    const { body, target } = draft;
    const [clientId, mentions] = target ? [null, null] : [draft.clientId, mentionsText(message)];
    const guest = author.guest ? 1 : 0;
    return [
      room,
      seq,
      id,
      type.name,
      at,
      author.id,
      author.name,
      clientId,
      body,
      target?.seq ?? null,
      mentions,
      guest,
    ];
  });
  return sql`
    insert into entries (room_id, seq, id, type, at, author_id, author_name, client_id, body, target_seq,
                         mentions, author_guest)
    select r.id, v.value ->> 1, v.value ->> 2, v.value ->> 3, v.value ->> 4,
           v.value ->> 5, v.value ->> 6, v.value ->> 7, v.value ->> 8, v.value ->> 9, v.value ->> 10,
           v.value ->> 11
    from json_each(${JSON.stringify(rows)}) v join rooms r on r.key = v.value ->> 0
  `;
}

/** Points the changed messages to their last changes. */
function markingChanged(changes: readonly Placed[]): RawBuilder<unknown> {
  const last = new Map(
    changes.map(({ entry: { room, seq, message } }) => [
      targetKey(message),
      [room, message.seq, seq, mentionsText(message)],
    ]),
  );
  return sql`
    update entries set changed_seq = v.value ->> 2, mentions = v.value ->> 3
    from json_each(${JSON.stringify([...last.values()])}) v join rooms r on r.key = v.value ->> 0
    where entries.room_id = r.id and entries.seq = v.value ->> 1
  `;
}

function mentionsText({ mentions }: Message): string | null {
  return mentions ? JSON.stringify(mentions) : null;
}

/** Erases the bodies of the messages and of all their edits. */
function erasingBodies(deletions: readonly Placed[]): RawBuilder<unknown>[] {
  const targets = JSON.stringify(deletions.map(({ entry }) => [entry.room, entry.message.seq]));
  return [
    sql`
    update entries set body = ''
    from json_each(${targets}) v join rooms r on r.key = v.value ->> 0
    where entries.room_id = r.id and entries.seq = v.value ->> 1
  `,
    sql`
    update entries set body = ''
    from json_each(${targets}) v join rooms r on r.key = v.value ->> 0
    where entries.room_id = r.id and entries.target_seq = v.value ->> 1 and entries.target_seq is not null
  `,
  ];
}
