import type { Kysely } from 'kysely';

/** A user's invitations are read newest first. Only the newest are read, because anybody may add to them. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema.dropIndex('invitations_user').execute();
  await db.schema.createIndex('invitations_user').on('invitations').columns(['user_id', 'at']).execute();
}
