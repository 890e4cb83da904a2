import { type Kysely, sql } from 'kysely';
import { skeletonOf } from '../../../accounts/skeleton.js';
import { nameKey } from '../../../text.js';

const AT_ONCE = 1000;

/**
 * Names are unique by their look and stay reserved after they are given up. Messages record whether their
 * author was a guest.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await db.schema.alterTable('users').addColumn('look', 'text').execute();
  await markAll(db);
  // Not unique, because names that looked alike before are kept.
  await db.schema
    .createIndex('users_look')
    .on('users')
    .column('look')
    .where(sql.ref('look'), 'is not', null)
    .execute();
  await db.schema
    .createTable('former_names')
    .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('user_id', 'text', (column) => column.notNull().references('users.id'))
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('look', 'text', (column) => column.notNull())
    .addColumn('given_up_at', 'bigint', (column) => column.notNull())
    .execute();
  for (const column of ['user_id', 'key', 'look', 'given_up_at'] as const)
    await db.schema.createIndex(`former_names_${column}`).on('former_names').column(column).execute();
  await db.schema.alterTable('entries').addColumn('author_guest', 'integer').execute();
}

interface NamedRow {
  id: string;
  name: string;
  account_key: string | null;
  guest_key: string | null;
  look: string | null;
  deleted_at: number | null;
}

async function markAll(db: Kysely<{ users: NamedRow }>): Promise<void> {
  for (let after = ''; ;) {
    const rows = await db
      .selectFrom('users')
      .select(['id', 'name', 'account_key', 'deleted_at'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(AT_ONCE)
      .execute();
    const last = rows.at(-1);
    if (!last) return;
    for (const row of rows) await mark(db, row);
    after = last.id;
  }
}

async function mark(
  db: Kysely<{ users: NamedRow }>,
  { id, name, account_key, deleted_at }: NamedKeys,
): Promise<void> {
  const [key, look] = [nameKey(name), skeletonOf(name)];
  const marks =
    deleted_at !== null ? { look: null } : account_key === null ? { look, guest_key: key } : { look };
  await db.updateTable('users').set(marks).where('id', '=', id).execute();
  if (account_key === null || account_key === key) return;
  // If two accounts now have the same key, the first one found here gets it; the other signs in with its name
  // as it is.
  const others = db.selectFrom('users').select('id').where('account_key', '=', key);
  if (!(await others.executeTakeFirst()))
    await db.updateTable('users').set({ account_key: key }).where('id', '=', id).execute();
}

type NamedKeys = Omit<NamedRow, 'look' | 'guest_key'>;
