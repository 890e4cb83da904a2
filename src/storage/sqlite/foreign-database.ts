import { type Kysely, sql } from 'kysely';
import { migrations } from './migrations/index.js';

/**
 * Why the migrations must not run on a database, worded to follow the file's name in a sentence; undefined if
 * they may.
 */
export async function foreignTo(db: Kysely<never>): Promise<string | undefined> {
  const tables = await sql<{ name: string }>`
    select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\'
  `.execute(db);
  const names = tables.rows.map(({ name }) => name);
  if (names.length === 0) return undefined;
  const done = names.includes('kysely_migration')
    ? (await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)).rows
    : [];
  const [first = ''] = Object.keys(migrations);
  if (done.length > 0 ? done[0]?.name !== first : !names.every((name) => name.startsWith('kysely_')))
    return 'belongs to another program. Set DATA_DIR to a folder that only Linger uses';
  const unknown = done.filter(({ name }) => !Object.hasOwn(migrations, name)).map(({ name }) => name);
  if (unknown.length === 0) return undefined;
  return (
    `was written by a newer version of Linger, and this version cannot read it (it has ${unknown.join(', ')}; ` +
    `this version ends with ${Object.keys(migrations).at(-1)}). Nothing was changed. Update Linger, or restore the backup that was made before the update`
  );
}
