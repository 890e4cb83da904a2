import type pg from 'pg';
import { migrations } from './migrations/index.js';

/** Names of the migrations that a schema has had, in order; undefined if it has no list of them. */
export async function migrationsIn(client: pg.Client, schema: string): Promise<string[] | undefined> {
  const list = await client.query('select from pg_tables where schemaname = $1 and tablename = $2', [
    schema,
    'kysely_migration',
  ]);
  if (list.rowCount === 0) return undefined;
  const { rows } = await client.query<{ name: string }>('select name from kysely_migration order by name');
  return rows.map(({ name }) => name);
}

/**
 * Why the migrations must not run on a schema, worded to follow its name in a sentence; undefined if they may.
 */
export async function foreignTo(client: pg.Client, schema: string): Promise<string | undefined> {
  const tables = await client.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = $1 and tablename not like 'kysely\\_%'",
    [schema],
  );
  const done = (await migrationsIn(client, schema)) ?? [];
  const [first = ''] = Object.keys(migrations);
  if (done.length > 0 ? done[0] !== first : tables.rows.length > 0)
    return 'belongs to another program. Set DATABASE_SCHEMA to one that only Linger uses';
  const unknown = done.filter((name) => !Object.hasOwn(migrations, name));
  if (unknown.length === 0) return undefined;
  const { rows } = await client.query<{ readable_from: string }>('select readable_from from installation');
  if (rows[0] && Object.hasOwn(migrations, rows[0].readable_from)) return undefined;
  return (
    `was written by a newer version of Linger, and this version cannot read it (it has ${unknown.join(', ')}; ` +
    `this version ends with ${Object.keys(migrations).at(-1)}). Nothing was changed. Update Linger, or restore the backup that was made before the update`
  );
}
