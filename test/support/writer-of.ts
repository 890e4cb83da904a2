import type { Kysely } from 'kysely';
import type { Schema } from '../../src/storage/schema.js';
import type { SqliteStorage } from '../../src/storage/sqlite/sqlite-storage.js';
import { Storage } from '../../src/storage/storage.js';
import type { TestApp } from './test-app.js';

/** For tests that insert rows directly, where using the program would take too long. */
export function writerOf({ app }: Pick<TestApp, 'app'>): Kysely<Schema> {
  return app.get<Storage, SqliteStorage>(Storage).writer;
}
