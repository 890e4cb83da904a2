import { createHash, randomUUID } from 'node:crypto';
import pg from 'pg';

/** Settings of the program. */
export type DatabaseSettings = Record<'DATABASE_URL' | 'DATABASE_SCHEMA' | 'COOKIE_SECRET', string>;

const used = new Set<string>();

/** An empty database: a schema of its own in the server that the run shares. */
export function freshDatabase(): DatabaseSettings {
  return databaseOf(randomUUID());
}

/** The database that goes with a data folder: the same one for all starts on that folder. */
export function databaseOf(dataDir: string): DatabaseSettings {
  const DATABASE_URL = process.env['TEST_DATABASE_URL'];
  if (!DATABASE_URL) throw new Error('This project needs shared-server.ts as its globalSetup.');
  const DATABASE_SCHEMA = `test_${digest(dataDir).slice(0, 20)}`;
  used.add(DATABASE_SCHEMA);
  return { DATABASE_URL, DATABASE_SCHEMA, COOKIE_SECRET: digest(`cookies of ${dataDir}`) };
}

/** Settings of the database that goes with a data folder, if the project tests PostgreSQL. */
export function storageOf(dataDir: string): Partial<DatabaseSettings> {
  return process.env['TEST_STORAGE'] === 'postgres' ? databaseOf(dataDir) : {};
}

/** Deletes all databases that this process has named, which nobody may use any more. */
export async function dropDatabases(): Promise<void> {
  if (used.size === 0) return;
  const client = new pg.Client(process.env['TEST_DATABASE_URL']);
  await client.connect();
  for (const schema of used) await client.query(`drop schema if exists ${schema} cascade`);
  used.clear();
  await client.end();
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
