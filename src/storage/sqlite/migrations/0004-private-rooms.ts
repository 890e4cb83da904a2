import { type Kysely, sql } from 'kysely';

/** Groups and direct rooms: members, invitations and bans. */
export async function up(db: Kysely<never>): Promise<void> {
  const rooms = (): ReturnType<Kysely<never>['schema']['alterTable']> => db.schema.alterTable('rooms');
  await rooms()
    .addColumn('kind', 'text', (column) => column.notNull().defaultTo('open'))
    .execute();
  await rooms()
    .addColumn('name', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await rooms()
    .addColumn('topic', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await rooms().addColumn('deleted_at', 'bigint').execute();

  // Entries without a target are no longer only messages, but also notices.
  await db.schema.dropIndex('entries_messages').execute();
  await db.schema
    .createIndex('entries_messages')
    .on('entries')
    .columns(['room_id', 'seq'])
    .where(sql.ref('type'), '=', sql.lit('message'))
    .execute();
  // Notices about somebody other than their author.
  await db.schema
    .createIndex('entries_subject')
    .on('entries')
    .expression(sql`body ->> '$.user.id'`)
    .where(sql<boolean>`type in ('membership', 'friendship')`)
    .execute();

  await db.schema
    .createTable('memberships')
    .addColumn('room_id', 'integer', (column) => column.notNull().references('rooms.id'))
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('joined_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('memberships_pk', ['room_id', 'user_id'])
    .execute();
  await db.schema.createIndex('memberships_user').on('memberships').column('user_id').execute();
  for (const table of ['bans', 'invitations'])
    await db.schema
      .createTable(table)
      .addColumn('room_id', 'integer', (column) => column.notNull().references('rooms.id'))
      .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
      .addColumn('by_id', 'text', (column) => column.notNull().references('users.id'))
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint(`${table}_pk`, ['room_id', 'user_id'])
      .execute();
  await db.schema.createIndex('invitations_user').on('invitations').column('user_id').execute();
  await db.schema
    .createTable('invite_links')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('token_hash', 'text', (column) => column.notNull().unique())
    .addColumn('room_id', 'integer', (column) => column.notNull().references('rooms.id'))
    .addColumn('by_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('uses_left', 'integer', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('invite_links_room').on('invite_links').column('room_id').execute();
  await db.schema
    .createTable('direct_pairs')
    .addColumn('low_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('high_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('room_id', 'integer', (column) => column.notNull().references('rooms.id'))
    .addPrimaryKeyConstraint('direct_pairs_pk', ['low_id', 'high_id'])
    .execute();
}
