import type pg from 'pg';
import { ConfigError } from '../../config/load-config.js';
import { READABLE_FROM } from './migrations/index.js';

/**
 * All nodes of an installation have the same cookie secret, and the database keeps a tag of it. Throws ConfigError if this
 * node has another: nodes would not know each other's sessions.
 */
export async function checkInstallation(client: pg.Client, secretTag: string): Promise<void> {
  const { rowCount } = await client.query(
    `insert into installation (secret_tag, readable_from) values ($1, $2)
     on conflict (one) do update set readable_from = greatest(installation.readable_from, excluded.readable_from)
     where installation.secret_tag = excluded.secret_tag`,
    [secretTag, READABLE_FROM],
  );
  if (rowCount === 0) await refuseOtherSecret(client, secretTag);
}

/** Throws ConfigError if the schema, which may be empty, belongs to an installation with another cookie secret. */
export async function refuseOtherSecret(client: pg.Client, secretTag: string): Promise<void> {
  const table = await client.query<{ schema: string }>(
    `select schemaname as schema from pg_tables where schemaname = current_schema() and tablename = 'installation'`,
  );
  if (!table.rows[0]) return;
  const { rows } = await client.query<{ secret_tag: string }>('select secret_tag from installation');
  if (!rows[0] || rows[0].secret_tag === secretTag) return;
  throw new ConfigError([
    `COOKIE_SECRET: this database belongs to an installation with another secret. Copy the one of a node that works: all need the same. A second installation needs a schema of its own: set DATABASE_SCHEMA. To change the secret, which signs everyone out, stop all nodes, then run: delete from ${table.rows[0].schema}.installation`,
  ]);
}
