import { type Kysely, sql } from 'kysely';

/** Edits and deletions as entries of the log, and the log's own id. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema.alterTable('entries').addColumn('target_seq', 'bigint').execute();
  await db.schema.alterTable('entries').addColumn('changed_seq', 'bigint').execute();
  await db.schema
    .createIndex('entries_target')
    .on('entries')
    .columns(['room_id', 'target_seq'])
    .where(sql.ref('target_seq'), 'is not', null)
    .execute();

  // Finds the newest messages of a room without scanning the edits between them.
  await db.schema
    .createIndex('entries_messages')
    .on('entries')
    .columns(['room_id', 'seq'])
    .where(sql.ref('target_seq'), 'is', null)
    .execute();

  await db.schema
    .createTable('epochs')
    .addColumn('place', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('begun_at', 'bigint', (column) => column.notNull())
    .execute();
}
