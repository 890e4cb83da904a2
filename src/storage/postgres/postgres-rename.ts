import { type Kysely, sql } from 'kysely';
import type { Author } from '../../log/message.js';
import type { EntryTypes } from '../../log/entry-type.js';
import type { Schema } from '../schema.js';
import { WAITING_FOR_APPENDS } from './append-reads.js';

/** Entries per transaction. */
const AT_ONCE = 500;

interface Place {
  room_id: number;
  seq: number;
}

/**
 * Renames the author on all entries by and about them, in steps. Their account has been deleted: appends that began later
 * refuse to store anything of theirs.
 */
export async function renameAuthor(writer: Kysely<Schema>, types: EntryTypes, author: Author): Promise<void> {
  await sql.raw(WAITING_FOR_APPENDS).execute(writer);
  await renameOnTheirs(writer, author);
  await renameInNotices(writer, types, author);
}

async function renameInNotices(
  writer: Kysely<Schema>,
  types: EntryTypes,
  { id, name }: Author,
): Promise<void> {
  // Literals, so that the index of these types is used.
  const naming = types.notices.filter(({ namesUser }) => namesUser).map((type) => sql.lit(type.name));
  for (let count = AT_ONCE; count > 0;) {
    const { rows } = await sql<Place>`
      update entries set body = jsonb_set(body::jsonb, '{user,name}', to_jsonb(${name}::text))::text
      from (
        select room_id, seq from entries
        where type in (${sql.join(naming)}) and body::jsonb #>> '{user,id}' = ${id}
          and body::jsonb #>> '{user,name}' <> ${name}
        order by room_id, seq limit ${AT_ONCE} for no key update
      ) old
      where entries.room_id = old.room_id and entries.seq = old.seq
      returning entries.room_id, entries.seq
    `.execute(writer);
    count = rows.length;
  }
}

async function renameOnTheirs(writer: Kysely<Schema>, { id, name }: Author): Promise<void> {
  let after: Place = { room_id: 0, seq: 0 };
  for (;;) {
    const { rows } = await sql<Place>`
      with theirs as (
        select room_id, seq from entries
        where author_id = ${id} and (room_id, seq) > (${after.room_id}::bigint, ${after.seq}::bigint)
        order by room_id, seq limit ${AT_ONCE} for no key update
      ),
      renamed as (
        update entries set author_name = ${name} from theirs
        where entries.room_id = theirs.room_id and entries.seq = theirs.seq
      )
      select room_id, seq from theirs order by room_id desc, seq desc limit 1
    `.execute(writer);
    const [last] = rows;
    if (!last) return;
    after = last;
  }
}
