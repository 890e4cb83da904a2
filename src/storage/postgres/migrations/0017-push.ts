import { type Kysely, sql } from 'kysely';

/**
 * Where to send push notifications, and the keys that push services know this installation by. Nodes of the version before do not know the
 * tables; a session that they end takes its subscription with it.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`
    create table push_subscriptions (
      session_hash text collate "C" primary key references sessions on delete cascade,
      endpoint text collate "C" not null unique,
      p256dh text collate "C" not null,
      auth text collate "C" not null,
      language text collate "C" not null,
      created_at bigint not null,
      succeeded_at bigint
    )
  `.execute(db);
  await sql`
    create table push_keys (
      one integer primary key,
      public_key text collate "C" not null,
      private_key text collate "C" not null
    )
  `.execute(db);
}
