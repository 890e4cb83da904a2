import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { storageOf } from './postgres/databases.js';

/** Copies what a server that has stopped has stored. Resolves with the settings for starting on the copy. */
export async function backUp({ dataDir }: { dataDir: string }): Promise<Record<string, string>> {
  const backup = mkdtempSync(join(tmpdir(), 'linger-backup-'));
  cpSync(dataDir, backup, { recursive: true });
  const [from, to] = [storageOf(dataDir), storageOf(backup)];
  if (from.DATABASE_URL === undefined) return { DATA_DIR: backup };
  await copySchema(from.DATABASE_URL, String(from.DATABASE_SCHEMA), String(to.DATABASE_SCHEMA));
  return { DATA_DIR: backup, COOKIE_SECRET: String(from.COOKIE_SECRET) };
}

async function copySchema(url: string, from: string, to: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query<{ table: string; counter: string | null }>(
    `select t.table_name as table,
      (select column_name from information_schema.columns c
        where c.table_schema = t.table_schema and c.table_name = t.table_name and c.is_identity = 'YES') as counter
      from information_schema.tables t where t.table_schema = $1`,
    [from],
  );
  await client.query(`create schema ${to}`);
  for (const { table, counter } of rows) {
    await client.query(`create table ${to}.${table} (like ${from}.${table} including all)`);
    await client.query(`insert into ${to}.${table} overriding system value select * from ${from}.${table}`);
    if (counter !== null)
      await client.query(
        `select setval(pg_get_serial_sequence('${to}.${table}', '${counter}'), max(${counter})) from ${to}.${table}`,
      );
  }
  await client.end();
}
