import { type Kysely, sql } from 'kysely';
import { type Earlier, type Known, placeKey, targetKey } from '../../log/batch.js';
import type { Draft, Place } from '../../log/entry.js';
import type { Message } from '../../log/message.js';
import type { Schema } from '../schema.js';
import { type EntryRows, type Row } from '../sql/entry-rows.js';

type Reader = Kysely<Schema>;

/** What `Batch` must know of the log to decide on these drafts. */
export async function readKnown(reader: Reader, rows: EntryRows, drafts: readonly Draft[]): Promise<Known> {
  return {
    earlier: await findEarlier(reader, rows, drafts),
    targets: await findTargets(reader, rows, drafts),
    places: await findPlaces(reader, drafts),
    // A process that has the log to itself confirms the author when it takes a draft, and renames once all drafts are stored.
    deletedAuthors: new Set(),
    lockedRooms: new Set(),
  };
}

/** Messages that the authors stored before under these client ids, by `repeatKey`. */
async function findEarlier(
  reader: Reader,
  { select, toMessage }: EntryRows,
  drafts: readonly Draft[],
): Promise<Map<string, Earlier>> {
  const asked: [author: string, clientId: string][] = [];
  for (const draft of drafts)
    if (!draft.target && draft.clientId !== null) asked.push([draft.author.id, draft.clientId]);
  if (asked.length === 0) return new Map();
  const { rows } = await sql<Row>`
    ${select} join json_each(${JSON.stringify(asked)}) asked
    on e.author_id = asked.value ->> 0 and e.client_id = asked.value ->> 1
  `.execute(reader);
  return new Map(
    rows.map((row) => [`${row.author_id} ${row.client_id}`, { message: toMessage(row), sentBody: row.body }]),
  );
}

/** The messages to be changed, in their present state, by `targetKey`. */
async function findTargets(
  reader: Reader,
  { select, toMessage }: EntryRows,
  drafts: readonly Draft[],
): Promise<Map<string, Message>> {
  const asked = drafts.flatMap(({ target }) => (target ? [[target.room, target.seq]] : []));
  if (asked.length === 0) return new Map();
  const { rows } = await sql<Row>`
    ${select} join json_each(${JSON.stringify(asked)}) asked
    on r.key = asked.value ->> 0 and e.seq = asked.value ->> 1
  `.execute(reader);
  return new Map(rows.map(toMessage).map((message) => [targetKey(message), message]));
}

/**
 * The authors' places in the rooms where drafts ask for them, by `placeKey`. Read here, so that a removed
 * member's draft is refused.
 */
async function findPlaces(reader: Reader, drafts: readonly Draft[]): Promise<Map<string, Place>> {
  const asked = drafts
    .filter(({ allowed }) => allowed !== undefined)
    .map(({ room, author }) => [room, author.id]);
  if (asked.length === 0) return new Map();
  const { rows } = await sql<Place & { room: string; user_id: string }>`
    select r.key as room, r.kind, m.user_id, m.role
    from json_each(${JSON.stringify(asked)}) asked
    join rooms r on r.key = asked.value ->> 0
    join memberships m on m.room_id = r.id and m.user_id = asked.value ->> 1
  `.execute(reader);
  return new Map(
    rows.map(({ room, user_id: id, kind, role }) => [
      placeKey({ room, author: { id, name: '' } }),
      { kind, role },
    ]),
  );
}
