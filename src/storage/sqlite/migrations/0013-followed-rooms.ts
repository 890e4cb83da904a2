import { type Kysely, sql } from 'kysely';

/** Open rooms that people follow, or have left. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable('followed_rooms')
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('room_id', 'integer', (column) => column.notNull().references('rooms.id'))
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('left_seq', 'bigint')
    .addPrimaryKeyConstraint('followed_rooms_pk', ['user_id', 'room_id'])
    .execute();
  await db.schema
    .createIndex('followed_rooms_by_time')
    .on('followed_rooms')
    .columns(['user_id', 'at'])
    .where(sql.ref('left_seq'), 'is', null)
    .execute();
}
