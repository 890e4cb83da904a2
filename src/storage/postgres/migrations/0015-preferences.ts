import { type Kysely, sql } from 'kysely';

/** What an account prefers. A constant default rewrites no rows. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`alter table users add column preferences text collate "C" not null default '{}'`.execute(db);
}
