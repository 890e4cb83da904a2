import pg, { type ClientConfig } from 'pg';
import { parse } from 'pg-connection-string';
import type { Config } from '../../config/config.js';
import { ConfigError } from '../../config/load-config.js';

/** Where the database is, and how many connections requests share. */
export interface PostgresSettings {
  url: string;
  schema: string;
  pool: number;
}

/** The settings of a program that has a DATABASE_URL. */
export function settingsIn({ databaseUrl, databaseSchema, databasePool }: Config): PostgresSettings {
  return { url: databaseUrl as string, schema: databaseSchema, pool: databasePool };
}

/** How long to wait until a connection is made, or until one of the pool is free. */
export const CONNECT_TIMEOUT_MS = 1500;
/** For the lock of a room or a user. With the wait before it, well below the five seconds within which a post is answered. */
const LOCK_TIMEOUT_MS = 1500;
/** How long a node that stops in the middle of a transaction keeps its locks. */
const IDLE_IN_TRANSACTION_MS = 1000;
/** The longest statement that a request waits for. A database that does not answer at all is noticed a little later. */
const STATEMENT_TIMEOUT_MS = 3000;
const NO_ANSWER_MS = 3300;

/**
 * Every statement of Linger follows an index to a few rows, in its order. Without good statistics, PostgreSQL may think that reading all of a
 * table, or collecting many rows and sorting them (`enable_bitmapscan`), is as good. Disabled kinds of plans look so expensive to versions
 * before 18 that they would compile any statement (`jit`).
 */
const BY_INDEX = ['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin', 'jit'].map(
  (name) => `-c ${name}=off`,
);

/**
 * How to connect. `sslmode` means what it means to libpq (postgresql.org/docs/current/libpq-ssl.html). `name` is
 * shown to the database's administrator in `pg_stat_activity`. Throws ConfigError if the CA file cannot be read.
 */
export function connectionTo({ url, schema }: PostgresSettings, name: string): ClientConfig {
  const { host, port, user, password, database, ssl } = parsed(url);
  return {
    ...(host ? { host } : {}),
    ...(port ? { port: Number(port) } : {}),
    ...(user ? { user } : {}),
    ...(password ? { password } : {}),
    ...(database ? { database } : {}),
    ...(ssl === undefined ? {} : { ssl: ssl as NonNullable<ClientConfig['ssl']> }),
    application_name: `linger ${name}`,
    options: `-c search_path=${schema} -c timezone=UTC -c client_min_messages=warning ${BY_INDEX.join(' ')}`,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: NO_ANSWER_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: { getTypeParser: numbersAsNumbers },
  };
}

function parsed(url: string): ReturnType<typeof parse> {
  try {
    return parse(url, { useLibpqCompat: true });
  } catch (error) {
    // In our own words, because the library's might quote the password.
    const { code, path } = error as NodeJS.ErrnoException;
    const reason = path === undefined ? 'cannot be understood' : `${path} cannot be read (${code})`;
    throw new ConfigError([`DATABASE_URL: ${reason}.`]);
  }
}

/** 64-bit numbers, such as seqs and counts, arrive as numbers, not as text: none of ours exceeds 2^53. */
const numbersAsNumbers: NonNullable<ClientConfig['types']>['getTypeParser'] = (id, format) =>
  id === pg.types.builtins.INT8 && format !== 'binary' ? Number : pg.types.getTypeParser(id, format);
