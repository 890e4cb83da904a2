import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { storageError } from './postgres-error.js';
import { type PostgresSettings, connectionTo } from './postgres-settings.js';
import { PreparedNames } from './prepared-names.js';
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
  const known = new WeakMap<pg.PoolClient, PooledConnection>();
  const names = new PreparedNames();
  return {
    async connect() {
      const client = await inTermsOfStorage(() => pool.connect());
      let connection = known.get(client);
      if (!connection) known.set(client, (connection = new PooledConnection(client, names)));
      return connection as unknown as PostgresPoolClient;
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

/** A connection of the pool. */
class PooledConnection {
  #isBroken = false;

  constructor(
    private readonly client: pg.PoolClient,
    private readonly names: PreparedNames,
  ) {}

  async query(text: string, values: readonly unknown[]): Promise<pg.QueryResult> {
    if (this.#isBroken) throw storageError(new Error('Connection terminated'));
    const name = this.names.of(text, values.length);
    const config = { text, values: values.map(sendable), ...(name === undefined ? {} : { name }) };
    const result = await inTermsOfStorage(async () => {
      try {
        return await this.client.query(config);
      } catch (error) {
        // What the server has not said itself, such as that there was no answer, leaves it unknown where this connection is.
        this.#isBroken ||= !(error instanceof pg.DatabaseError);
        throw error;
      }
    });
    // A transaction in which a statement has failed is rolled back by COMMIT, without an error.
    if (text === COMMIT && result.command !== 'COMMIT') throw new Error('The transaction was rolled back.');
    return result;
  }

  /** The pool gives it to others, and drops it if it has failed or is still within a transaction. */
  release(): void {
    this.client.release(this.#isBroken || this.client.getTransactionStatus() !== 'I');
  }
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

async function inTermsOfStorage<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw storageError(error);
  }
}
