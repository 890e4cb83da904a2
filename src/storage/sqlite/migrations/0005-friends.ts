import type { Kysely } from 'kysely';

/** Friends, friend requests and blocks. */
export async function up(db: Kysely<never>): Promise<void> {
  for (const table of ['friends', 'friend_requests', 'blocks']) {
    await db.schema
      .createTable(table)
      .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
      .addColumn('other_id', 'text', (column) => column.notNull().references('users.id'))
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint(`${table}_pk`, ['user_id', 'other_id'])
      .execute();
    await db.schema.createIndex(`${table}_other`).on(table).column('other_id').execute();
  }
  await db.schema
    .alterTable('users')
    .addColumn('direct_from', 'text', (column) => column.notNull().defaultTo('anyone'))
    .execute();
  await db.schema.alterTable('direct_pairs').addColumn('unseen_by', 'text').execute();
  await db.schema.createIndex('direct_pairs_room').on('direct_pairs').column('room_id').execute();
}
