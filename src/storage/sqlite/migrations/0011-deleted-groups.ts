import { type Kysely, sql } from 'kysely';

/** Deleted groups keep their names until their texts are erased. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createIndex('rooms_unerased')
    .on('rooms')
    .column('key')
    .where(sql<boolean>`deleted_at is not null and name <> ''`)
    .execute();
}
