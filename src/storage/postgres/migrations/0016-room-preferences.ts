import { type Kysely, sql } from 'kysely';

/** What a person has chosen for a room. Nodes of the version before do not know the table, and need not. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table room_preferences (
      user_id text collate "C" not null references users,
      room_id bigint not null references rooms,
      bell text collate "C",
      pinned integer not null,
      primary key (user_id, room_id)
    )
  `.execute(db);
  await sql`create index room_preferences_room on room_preferences (room_id, user_id)`.execute(db);
}
