import type pg from 'pg';
import { ConfigError } from '../../config/load-config.js';
import { addressIn } from './open-failure.js';
import type { PostgresSettings } from './postgres-settings.js';

const LEAST_VERSION = 15;

/** What a server says of itself and of a connection to it. */
export interface Server {
  /** As 150018 for 15.18. */
  version: number;
  replica: boolean;
  read_only: string;
  encoding: string;
  search_path: string;
}

/** Throws ConfigError if Linger cannot work on this server. */
export async function checkServer(client: pg.Client, { url, schema }: PostgresSettings): Promise<void> {
  const { rows } = await client.query<Server>(`
    select current_setting('server_version_num')::int as version, pg_is_in_recovery() as replica,
           current_setting('transaction_read_only') as read_only, current_setting('server_encoding') as encoding,
           current_setting('search_path') as search_path`);
  const server = rows[0];
  if (!server) throw new Error('The server does not say what it is.');
  const problem = problemOf(server, schema);
  if (problem !== undefined) throw new ConfigError([`DATABASE_URL: ${addressIn(url)} ${problem}.`]);
}

/** Why Linger cannot work on a server, worded to follow its address; undefined if it can. */
export function problemOf(
  { version, replica, read_only: readOnly, encoding, search_path: searchPath }: Server,
  schema: string,
): string | undefined {
  const major = Math.floor(version / 10_000);
  if (major < LEAST_VERSION) return `is PostgreSQL ${major}. Linger needs version ${LEAST_VERSION} or later`;
  if (replica) return 'is a replica. Linger needs the primary';
  if (readOnly === 'on') return 'is read-only: default_transaction_read_only is on';
  if (encoding !== 'UTF8')
    return `stores texts as ${encoding}. Linger needs a database with the encoding UTF8`;
  // Tables would be made in another schema.
  if (searchPath !== schema)
    return 'ignores settings of the connection, as some poolers do. Linger must reach PostgreSQL itself';
  return undefined;
}
