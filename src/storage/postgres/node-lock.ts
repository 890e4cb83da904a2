import type pg from 'pg';
import { ConfigError } from '../../config/load-config.js';
import { NOTICE_VANISHED } from './postgres-alone.js';
import { isLockTimeout } from './postgres-error.js';

/** Locks are those of the whole database, where several installations may have a schema. */
const NUMBER = "hashtextextended(current_schema() || ' nodes', 0)";
/** The database may need a moment to notice that a program was killed. */
const WAIT_MS = 5000;

/** Shows that a node uses the schema, for as long as this connection lives. */
export async function joinNodes(client: pg.Client): Promise<void> {
  await client.query(NOTICE_VANISHED);
  await client.query(`select pg_advisory_lock_shared(${NUMBER})`);
}

/** Keeps nodes out for as long as this connection lives. Throws ConfigError if there are some. */
export async function keepNodesOut(client: pg.Client): Promise<void> {
  await client.query(`set lock_timeout = ${WAIT_MS}`);
  try {
    await client.query(`select pg_advisory_lock(${NUMBER})`);
  } catch (error) {
    if (!isLockTimeout(error)) throw error;
    throw new ConfigError(['DATABASE_URL: Linger is running on this database. Stop it on all nodes first.'], {
      cause: error,
    });
  }
}
