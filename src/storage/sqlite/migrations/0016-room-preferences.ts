import type { Kysely } from 'kysely';

/** What a person has chosen for a room. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable('room_preferences')
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('room_id', 'integer', (column) => column.notNull().references('rooms.id'))
    .addColumn('bell', 'text')
    .addColumn('pinned', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('room_preferences_pk', ['user_id', 'room_id'])
    .execute();
  await db.schema
    .createIndex('room_preferences_room')
    .on('room_preferences')
    .columns(['room_id', 'user_id'])
    .execute();
}
