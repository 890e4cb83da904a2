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
import type { Result } from './sqlite-connection.js';
import { storageError } from './storage-error.js';

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

class SqliteDriver implements Driver {
  readonly #connection: SqliteDriverConnection;
  /** Who comes next waits for the one before: a transaction has the connection to itself. */
  #released: Promise<void> = Promise.resolve();
  #release: (() => void) | undefined;

  constructor(connection: AsyncConnection) {
    this.#connection = new SqliteDriverConnection(connection);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#released;
    let release: (() => void) | undefined;
    this.#released = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    this.#release = release;
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {
    this.#release?.();
  }

  /** Immediate: a deferred one that reads and then writes fails at once when another connection has committed. */
  async beginTransaction(): Promise<void> {
    await this.#connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  async commitTransaction(): Promise<void> {
    await this.#connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(): Promise<void> {
    await this.#connection.inner.rollback();
  }

  async destroy(): Promise<void> {
    await this.#connection.inner.close();
  }
}

class SqliteDriverConnection implements DatabaseConnection {
  constructor(readonly inner: AsyncConnection) {}

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    try {
      const { rows, changes } = await this.inner.execute(query.sql, query.parameters);
      return { rows: rows as R[], numAffectedRows: BigInt(changes) };
    } catch (error) {
      throw storageError(error);
    }
  }

  // eslint-disable-next-line require-yield
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('rows are read in pages, not streamed');
  }
}
