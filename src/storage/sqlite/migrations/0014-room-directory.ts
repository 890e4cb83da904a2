import { type Kysely, sql } from 'kysely';

/** Open rooms are listed by their last activity. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema.alterTable('rooms').addColumn('active_at', 'bigint').execute();
  await sql`
    update rooms set active_at = (
      select at - at % 600000 from entries where room_id = rooms.id and seq = rooms.last_seq
    ) where kind = 'open'
  `.execute(db);
  await db.schema
    .createIndex('rooms_by_activity')
    .on('rooms')
    .columns(['active_at', 'id'])
    .where(sql.ref('kind'), '=', sql.lit('open'))
    .execute();
}
