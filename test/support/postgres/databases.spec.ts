import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/load-config.js';
import { ask } from './ask.js';
import { type DatabaseSettings, databaseOf, dropDatabases, freshDatabase } from './databases.js';

afterEach(dropDatabases);

/** Makes a table in a database, as the program would at its first start. */
async function filled({ DATABASE_URL, DATABASE_SCHEMA }: DatabaseSettings): Promise<void> {
  await ask(DATABASE_URL, `create schema ${DATABASE_SCHEMA}; create table ${DATABASE_SCHEMA}.filled ()`);
}

function tablesOf({ DATABASE_URL, DATABASE_SCHEMA }: DatabaseSettings): Promise<unknown[]> {
  return ask(DATABASE_URL, `select tablename from pg_tables where schemaname = '${DATABASE_SCHEMA}'`);
}

describe('a fresh database', () => {
  it('is empty and sees nothing of another', async () => {
    const [first, second] = [freshDatabase(), freshDatabase()];
    await filled(first);
    expect([await tablesOf(first), await tablesOf(second)]).toEqual([['filled'], []]);
  });

  it('comes with a cookie secret of its own that the program accepts', () => {
    const secrets = [1, 2].map(() => loadConfig(freshDatabase()).cookieSecret);
    expect(new Set(secrets).size).toBe(2);
  });
});

describe('the database of a data folder', () => {
  it('is the same for everybody who uses the folder, and no other folder’s', async () => {
    const [dataDir, other] = [1, 2].map(() => mkdtempSync(join(tmpdir(), 'linger-'))) as [string, string];
    await filled(databaseOf(dataDir));
    expect(await tablesOf(databaseOf(dataDir))).toEqual(['filled']);
    expect(await tablesOf(databaseOf(other))).toEqual([]);
    expect(databaseOf(dataDir)).toEqual(databaseOf(dataDir));
  });
});

it('dropDatabases deletes them', async () => {
  const settings = freshDatabase();
  await filled(settings);
  expect(await tablesOf(settings)).toEqual(['filled']);
  await dropDatabases();
  expect(await tablesOf(settings)).toEqual([]);
});
