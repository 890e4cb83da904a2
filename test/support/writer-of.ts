import type { Kysely } from 'kysely';
import type { Schema } from '../../src/storage/schema.js';
import { Storage } from '../../src/storage/storage.js';
import type { TestApp } from './test-app.js';

/** What every adapter has besides its port. */
interface WithWriter {
  readonly writer: Kysely<Schema>;
}

/** For tests that insert rows directly, where using the program would take too long. */
export function writerOf({ app }: Pick<TestApp, 'app'>): Kysely<Schema> {
  return app.get<Storage, Storage & WithWriter>(Storage).writer;
}
