import { afterAll } from 'vitest';
import { dropDatabases } from './databases.js';

/** For every file of a suite on PostgreSQL: a start lists all tables of the server, so it should not have those of hundreds. */
afterAll(dropDatabases);
