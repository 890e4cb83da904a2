import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { ChatError } from '../../chat-error.js';
import type { Result } from './sqlite-connection.js';
import { storageError } from './storage-error.js';

/** Longer than any write takes that is not itself waiting for a lock or a broken disk. */
const MAX_TURN_WAIT_MS = 1500;

/** What the dialect needs of a connection, wherever it runs. */
export interface AsyncConnection {
  execute(sql: string, parameters: readonly unknown[]): Promise<Result> | Result;
  rollback(): Promise<void> | void;
  close(): Promise<void> | void;
}

/** Kysely over one SQLite connection. Kysely's own dialect wants a synchronous driver and begins deferred. */
export function sqliteDialect(connection: AsyncConnection): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new SqliteDriver(connection),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

interface Waiting {
  resolve(connection: DatabaseConnection): void;
  timer: NodeJS.Timeout;
}

class SqliteDriver implements Driver {
  readonly #connection: SqliteDriverConnection;
  readonly #waiting = new Set<Waiting>();
  #inUse = false;

  constructor(connection: AsyncConnection) {
    this.#connection = new SqliteDriverConnection(connection);
  }

  async init(): Promise<void> {}

  /** In turn: a transaction has the connection to itself. Rejects with STORAGE_UNAVAILABLE when the turn does not come. */
  async acquireConnection(): Promise<DatabaseConnection> {
    if (!this.#inUse) {
      this.#inUse = true;
      return this.#connection;
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(waiting);
        reject(new ChatError('STORAGE_UNAVAILABLE', { retryAfterSeconds: 2 }));
      }, MAX_TURN_WAIT_MS);
      const waiting: Waiting = { resolve, timer };
      this.#waiting.add(waiting);
    });
  }

  async releaseConnection(): Promise<void> {
    const [next] = this.#waiting;
    this.#inUse = next !== undefined;
    if (!next) return;
    this.#waiting.delete(next);
    clearTimeout(next.timer);
    next.resolve(this.#connection);
  }

  /** Immediate: a deferred one that reads and then writes fails at once when another connection has committed. */
  async beginTransaction(): Promise<void> {
    await this.#connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  async commitTransaction(): Promise<void> {
    await this.#connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(): Promise<void> {
    await inTermsOfStorage(() => this.#connection.inner.rollback());
  }

  /** After whoever has the connection now. */
  async destroy(): Promise<void> {
    await this.acquireConnection();
    await this.#connection.inner.close();
  }
}

class SqliteDriverConnection implements DatabaseConnection {
  constructor(readonly inner: AsyncConnection) {}

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, changes } = await inTermsOfStorage(() => this.inner.execute(query.sql, query.parameters));
    return { rows: rows as R[], numAffectedRows: BigInt(changes) };
  }

  // eslint-disable-next-line require-yield
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('rows are read in pages, not streamed');
  }
}

async function inTermsOfStorage<T>(act: () => Promise<T> | T): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw storageError(error);
  }
}
