import { type Kysely, sql } from 'kysely';

/**
 * Who started a direct room, and who removed it from their list. Deletes links and invitations whose creator
 * has lost the right to make them.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .alterTable('memberships')
    .addColumn('by_others', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('memberships').addColumn('hidden_seq', 'bigint').execute();
  // The one who started a direct room is its first member.
  await sql`
    update memberships set by_others = 1
    where room_id in (select room_id from direct_pairs)
    and rowid > (select min(first.rowid) from memberships first where first.room_id = memberships.room_id)
  `.execute(db);
  await db.schema.dropIndex('memberships_user').execute();
  await db.schema
    .createIndex('memberships_user')
    .on('memberships')
    .columns(['user_id', 'by_others', 'room_id'])
    .execute();
  await db.schema
    .createIndex('memberships_hidden')
    .on('memberships')
    .columns(['user_id', 'room_id'])
    .where(sql.ref('hidden_seq'), 'is not', null)
    .execute();
  await db.schema
    .createIndex('read_marks_read')
    .on('read_marks')
    .columns(['user_id', 'room_id'])
    .where(sql.ref('seq'), '>', sql.lit(0))
    .execute();
  for (const table of ['invite_links', 'invitations'])
    await sql`
      delete from ${sql.table(table)} where not exists (
        select 1 from memberships m
        where m.room_id = ${sql.ref(`${table}.room_id`)} and m.user_id = ${sql.ref(`${table}.by_id`)}
        and m.role in ('owner', 'moderator')
      )
    `.execute(db);
}
