import { type Kysely, sql } from 'kysely';

/** Accounts, and sessions that end before their time. */
export async function up(db: Kysely<never>): Promise<void> {
  const users = (): ReturnType<Kysely<never>['schema']['alterTable']> => db.schema.alterTable('users');
  await users().addColumn('account_key', 'text').execute();
  await users().addColumn('password_hash', 'text').execute();
  await users()
    .addColumn('profile', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await users()
    .addColumn('direct_from', 'text', (column) => column.notNull().defaultTo('anyone'))
    .execute();
  await users().addColumn('deleted_at', 'bigint').execute();
  await db.schema
    .createIndex('users_account_key')
    .on('users')
    .column('account_key')
    .unique()
    .where(sql.ref('account_key'), 'is not', null)
    .execute();

  await db.schema
    .alterTable('sessions')
    .addColumn('device', 'text', (column) => column.notNull().defaultTo(''))
    .execute();
  await db.schema.createIndex('sessions_user').on('sessions').column('user_id').execute();
  await db.schema
    .createTable('ended_sessions')
    .addColumn('id_hash', 'text', (column) => column.primaryKey().notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('sign_in_links')
    .addColumn('token_hash', 'text', (column) => column.primaryKey().notNull())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
}
