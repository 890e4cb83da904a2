import { type Kysely, sql } from 'kysely';
import type { EntryTypes } from '../../log/entry-type.js';
import type { Schema } from '../schema.js';

type Writer = Kysely<Schema>;

/** Entries per transaction. */
const AT_ONCE = 500;

/**
 * Removes all texts from a room that nobody can read any more: those of messages and of their changes, and
 * the room's names.
 */
export async function eraseRoom(writer: Writer, types: EntryTypes, room: string): Promise<void> {
  const texts = new Map(types.messages.map(({ name }) => [name, '']));
  for (const { name, erased } of types.notices) if (erased) texts.set(name, JSON.stringify(erased));
  await inSteps(writer, room, async (id, last) => {
    await sql`
      update entries set client_id = null, mentions = null, body = blank.body
      from unnest(${[...texts.keys()]}::text[], ${[...texts.values()]}::text[]) as blank(type, body)
      where room_id = ${id} and seq <= ${last} and seq > ${last - AT_ONCE} and entries.type = blank.type
    `.execute(writer);
  });
}

export async function dropLog(writer: Writer, room: string): Promise<void> {
  await inSteps(writer, room, async (id, last) => {
    await sql`delete from entries where room_id = ${id} and seq <= ${last}`.execute(writer);
  });
  await writer.deleteFrom('rooms').where('key', '=', room).execute();
}

/** Calls `step` for entries up to `last`, of which the newest AT_ONCE are new to it. */
async function inSteps(
  writer: Writer,
  room: string,
  step: (id: number, last: number) => Promise<void>,
): Promise<void> {
  const rooms = writer.selectFrom('rooms').select(['id', 'last_seq']).where('key', '=', room);
  const found = await rooms.executeTakeFirst();
  if (!found) return;
  for (let last = AT_ONCE; last < found.last_seq + AT_ONCE; last += AT_ONCE) await step(found.id, last);
}
