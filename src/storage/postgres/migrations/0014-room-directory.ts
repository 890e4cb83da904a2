import { type Kysely, sql } from 'kysely';

/** Open rooms are listed by their last activity. Nodes of the version before leave it as it is; the next entry by another node sets it. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table rooms add column active_at bigint`.execute(db);
  await sql`
    update rooms set active_at = entries.at - entries.at % 600000 from entries
    where rooms.kind = 'open' and entries.room_id = rooms.id and entries.seq = rooms.last_seq
  `.execute(db);
  await sql`create index rooms_by_activity on rooms (active_at, id) where kind = 'open'`.execute(db);
}
