import { type Kysely, sql } from 'kysely';
import { nameKey } from '../../../text.js';

/** Accounts, and sessions that are ended early. */
export async function up(db: Kysely<never>): Promise<void> {
  const users = (): ReturnType<Kysely<never>['schema']['alterTable']> => db.schema.alterTable('users');
  await users().addColumn('account_key', 'text').execute();
  await users().addColumn('guest_key', 'text').execute();
  await users().addColumn('password_hash', 'text').execute();
  await users()
    .addColumn('profile', 'text', (column) => column.notNull().defaultTo(''))
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
    .createIndex('users_guest_key')
    .on('users')
    .column('guest_key')
    .where(sql.ref('guest_key'), 'is not', null)
    .execute();
  // For the search for unfinished deletions, which runs every minute.
  await db.schema
    .createIndex('users_deleted_at')
    .on('users')
    .column('deleted_at')
    .where(sql.ref('deleted_at'), 'is not', null)
    .execute();
  await keyGuests(db);

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

interface NamedRow {
  id: string;
  name: string;
  guest_key: string | null;
}

/** All existing users are guests. */
async function keyGuests(db: Kysely<{ users: NamedRow }>): Promise<void> {
  for (let after = ''; ;) {
    const rows = await db
      .selectFrom('users')
      .select(['id', 'name'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(1000)
      .execute();
    const last = rows.at(-1);
    if (!last) return;
    for (const { id, name } of rows)
      await db
        .updateTable('users')
        .set({ guest_key: nameKey(name) })
        .where('id', '=', id)
        .execute();
    after = last.id;
  }
}
