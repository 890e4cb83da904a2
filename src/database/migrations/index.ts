import type { Migration } from 'kysely';
import * as first from './0001-first.js';

/** In order of their names. A migration that has landed is never changed. */
export const migrations: Record<string, Migration> = {
  '0001-first': first,
};
