import type { Kysely } from 'kysely';

/** Those to one person are read newest first: anybody may add to them, so only the newest are looked at. */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema.dropIndex('invitations_user').execute();
  await db.schema.createIndex('invitations_user').on('invitations').columns(['user_id', 'at']).execute();
}
