import type { Kysely } from 'kysely';

/** Where to send push notifications, and the keys that push services know this installation by. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable('push_subscriptions')
    .addColumn('session_hash', 'text', (column) =>
      // However a session ends, its subscription ends with it.
      column.primaryKey().references('sessions.id_hash').onDelete('cascade'),
    )
    .addColumn('endpoint', 'text', (column) => column.notNull().unique())
    .addColumn('p256dh', 'text', (column) => column.notNull())
    .addColumn('auth', 'text', (column) => column.notNull())
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('succeeded_at', 'bigint')
    .execute();
  await db.schema
    .createTable('push_keys')
    .addColumn('one', 'integer', (column) => column.primaryKey())
    .addColumn('public_key', 'text', (column) => column.notNull())
    .addColumn('private_key', 'text', (column) => column.notNull())
    .execute();
}
