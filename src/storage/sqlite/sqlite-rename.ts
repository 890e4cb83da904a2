import { type Kysely, sql } from 'kysely';
import type { Author } from '../../log/message.js';
import type { EntryTypes } from '../../log/entry-type.js';
import type { Schema } from '../schema.js';

/** Entries per transaction; other writers wait for it. */
const AT_ONCE = 500;

interface Place {
  room_id: number;
  seq: number;
}

/** Renames the author on all entries by and about them, in steps. Resolves with true if there were any. */
export async function renameAuthor(
  writer: Kysely<Schema>,
  types: EntryTypes,
  author: Author,
): Promise<boolean> {
  const byThem = await renameOnTheirs(writer, author);
  return (await renameInNotices(writer, types, author)) || byThem;
}

async function renameInNotices(
  writer: Kysely<Schema>,
  types: EntryTypes,
  { id, name }: Author,
): Promise<boolean> {
  // Literals, so that the index of these types is used.
  const naming = types.notices.filter(({ namesUser }) => namesUser).map((type) => sql.lit(type.name));
  for (let some = false; ; some = true) {
    const { numAffectedRows = 0n } = await sql`
      update entries set body = json_set(body, '$.user.name', ${name})
      where (room_id, seq) in (
        select room_id, seq from entries
        where type in (${sql.join(naming)}) and body ->> '$.user.id' = ${id} and body ->> '$.user.name' <> ${name}
        limit ${AT_ONCE}
      )
    `.execute(writer);
    if (numAffectedRows === 0n) return some;
  }
}

async function renameOnTheirs(writer: Kysely<Schema>, { id, name }: Author): Promise<boolean> {
  let after: Place = { room_id: 0, seq: 0 };
  for (let some = false; ; some = true) {
    const { rows } = await sql<Place>`
      select room_id, seq from entries
      where author_id = ${id} and (room_id, seq) > (${after.room_id}, ${after.seq})
      order by room_id, seq limit ${AT_ONCE}
    `.execute(writer);
    const last = rows.at(-1);
    if (!last) return some;
    await sql`
      update entries set author_name = ${name}
      where author_id = ${id} and (room_id, seq) > (${after.room_id}, ${after.seq})
        and (room_id, seq) <= (${last.room_id}, ${last.seq})
    `.execute(writer);
    after = last;
  }
}
