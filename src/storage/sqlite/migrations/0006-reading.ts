import { type Kysely, sql } from 'kysely';

/** Read marks and mentions. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema.alterTable('entries').addColumn('mentions', 'text').execute();
  await db.schema
    .createIndex('entries_mentions')
    .on('entries')
    .columns(['room_id', 'seq'])
    .where(sql.ref('mentions'), 'is not', null)
    .execute();

  await db.schema
    .createTable('read_marks')
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('room_id', 'integer', (column) => column.notNull().references('rooms.id'))
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('read_marks_pk', ['user_id', 'room_id'])
    .execute();
}
