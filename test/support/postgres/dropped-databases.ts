import { afterAll } from 'vitest';
import { dropDatabases } from './databases.js';

/** For every file of a suite on PostgreSQL, whose server would else collect the tables of hundreds of apps. */
afterAll(dropDatabases);
