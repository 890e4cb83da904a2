import { type PostgresPool, type PostgresPoolClient, type RawBuilder, sql } from 'kysely';
import pg from 'pg';
import { storageError } from './postgres-error.js';
import { type PostgresSettings, connectionTo } from './postgres-settings.js';
import { demandPrimary } from './primary.js';

/** The connections that requests share, for Kysely. Rejects with STORAGE_UNAVAILABLE if the database is unavailable. */
export function openPool(settings: PostgresSettings, onLost: (reason: string) => void): PostgresPool {
  const pool = new pg.Pool({
    ...connectionTo(settings, 'requests'),
    max: settings.pool,
    verify: (client, done) => void verify(client, done),
  });
  // A connection that fails while nobody uses it is replaced. One that is in use also rejects what it was asked.
  pool.on('connect', (client) => client.on('error', ({ message }) => onLost(message)));
  // What its connections have told already.
  pool.on('error', () => undefined);
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    async connect() {
      const client = await inTermsOfStorage(() => pool.connect());
      let guarded = known.get(client);
      if (!guarded) known.set(client, (guarded = guard(client)));
      return guarded;
    },
    end: () => pool.end(),
  };
}

async function verify(client: pg.PoolClient, done: (error?: Error) => void): Promise<void> {
  const problem = await demandPrimary(client).then(
    () => undefined,
    (error: Error) => error,
  );
  done(problem);
}

function guard(client: pg.PoolClient): PostgresPoolClient {
  const query = async (text: string, values: readonly unknown[]): Promise<pg.QueryResult> => {
    const name = PREPARED.exec(text)?.[1];
    const config = { text, values: values.map(sendable), ...(name === undefined ? {} : { name }) };
    const result = await inTermsOfStorage(() => client.query(config));
    // A transaction in which a statement has failed is rolled back by COMMIT, without an error.
    if (text === COMMIT && result.command !== 'COMMIT') throw new Error('The transaction was rolled back.');
    return result;
  };
  // A connection that has failed is not queryable, and the pool drops it.
  return { query, release: () => client.release() } as unknown as PostgresPoolClient;
}

/**
 * PostgreSQL refuses a NUL. Texts to be stored contain none, so this is something to look up, such as an id in an address,
 * and must not be found.
 */
function sendable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sendable);
  return typeof value === 'string' ? value.replaceAll('\0', '\ufffd') : value;
}

export const COMMIT = 'commit';

const PREPARED = /\/\* prepared: (.+?) \*\//;

/**
 * Belongs into a statement that is asked for all the time: each connection prepares it once, under this name. Its text must always
 * be the same, and its plan good whatever the tables held when it was made.
 */
export function prepared(name: string): RawBuilder<unknown> {
  return sql.raw(`/* prepared: ${name} */`);
}

async function inTermsOfStorage<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw storageError(error);
  }
}
