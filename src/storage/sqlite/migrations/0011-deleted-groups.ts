import { type Kysely, sql } from 'kysely';

/** Deleted groups whose texts are still being erased have their name until then. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createIndex('rooms_unerased')
    .on('rooms')
    .column('key')
    .where(sql<boolean>`deleted_at is not null and name <> ''`)
    .execute();
}
