import { type Kysely, sql } from 'kysely';

/** Open rooms that people follow, or have left. Nodes of the version before do not know the table, and need not. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table followed_rooms (
      user_id text collate "C" not null references users,
      room_id bigint not null references rooms,
      at bigint not null,
      left_seq bigint,
      primary key (user_id, room_id)
    )
  `.execute(db);
  await sql`create index followed_rooms_by_time on followed_rooms (user_id, at) where left_seq is null`.execute(
    db,
  );
}
