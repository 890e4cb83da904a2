import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import pg from 'pg';
import { storageOf } from './postgres/databases.js';

/**
 * Locks the database of a server against writing, as another program that uses it can. Resolves with how to
 * unlock it.
 */
export async function lockDatabase({ dataDir }: { dataDir: string }): Promise<() => Promise<void>> {
  const { DATABASE_URL, DATABASE_SCHEMA } = storageOf(dataDir);
  if (DATABASE_URL !== undefined) return lockTables(DATABASE_URL, String(DATABASE_SCHEMA));
  const other = new DatabaseSync(join(dataDir, 'linger.db'));
  other.exec('begin immediate');
  return async () => {
    other.exec('rollback');
    other.close();
  };
}

async function lockTables(url: string, schema: string): Promise<() => Promise<void>> {
  const other = new pg.Client(url);
  await other.connect();
  const { rows } = await other.query<{ name: string }>(
    'select tablename as name from pg_tables where schemaname = $1',
    [schema],
  );
  await other.query('begin');
  await other.query(`lock table ${rows.map(({ name }) => `${schema}.${name}`).join(', ')} in exclusive mode`);
  return () => other.end();
}
