import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Result, Statement } from './sqlite-connection.js';
import { storageError } from './storage-error.js';
import { WriterTurns } from './writer-turns.js';

/**
 * Runs statements in one transaction, in order, and resolves with their results once they are durable.
 * Rejects if nothing was stored.
 */
export type Commit = (statements: readonly CompiledQuery[]) => Promise<QueryResult<unknown>[]>;

/** What the dialect needs of a connection, in this thread or in another. */
export interface AsyncConnection {
  execute(sql: string, parameters: readonly unknown[]): Promise<Result> | Result;
  /** Runs all statements in one transaction. */
  transact(statements: readonly Statement[]): Promise<Result[]> | Result[];
  rollback(): Promise<void> | void;
  close(): Promise<void> | void;
}

/**
 * Kysely over one SQLite connection. Kysely's own dialect needs a synchronous driver and begins deferred
 * transactions.
 */
export class SqliteDialect implements Dialect {
  readonly #driver: SqliteDriver;

  constructor(connection: AsyncConnection) {
    this.#driver = new SqliteDriver(connection);
  }

  /** Runs `work` with the connection to itself. For group commits: they alternate with other writers. */
  inTurn<T>(work: (commit: Commit) => Promise<T>): Promise<T> {
    return this.#driver.inTurn(work);
  }

  createDriver(): Driver {
    return this.#driver;
  }

  createAdapter(): SqliteAdapter {
    return new SqliteAdapter();
  }

  createIntrospector(db: Kysely<never>): SqliteIntrospector {
    return new SqliteIntrospector(db);
  }

  createQueryCompiler(): SqliteQueryCompiler {
    return new SqliteQueryCompiler();
  }
}

class SqliteDriver implements Driver {
  readonly #connection: SqliteDriverConnection;
  readonly #turns = new WriterTurns();

  constructor(connection: AsyncConnection) {
    this.#connection = new SqliteDriverConnection(connection);
  }

  async init(): Promise<void> {}

  /**
   * Waits in the queue, because a transaction has the connection to itself. Rejects with STORAGE_UNAVAILABLE
   * if its turn does not come.
   */
  async acquireConnection(): Promise<DatabaseConnection> {
    await this.#turns.take();
    return this.#connection;
  }

  releaseConnection(): Promise<void> {
    this.#turns.end();
    return Promise.resolve();
  }

  async inTurn<T>(work: (commit: Commit) => Promise<T>): Promise<T> {
    await this.#turns.take(true);
    try {
      return await work((statements) => this.#connection.transact(statements));
    } finally {
      this.#turns.end();
    }
  }

  /**
   * Immediate: a deferred transaction that reads and then writes fails if another connection has committed in
   * between.
   */
  async beginTransaction(): Promise<void> {
    await this.#connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  async commitTransaction(): Promise<void> {
    await this.#connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(): Promise<void> {
    await inTermsOfStorage(() => this.#connection.inner.rollback());
  }

  /** Waits for the connection's present user. */
  async destroy(): Promise<void> {
    await this.acquireConnection();
    await this.#connection.inner.close();
  }
}

class SqliteDriverConnection implements DatabaseConnection {
  constructor(readonly inner: AsyncConnection) {}

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return answerOf<R>(await inTermsOfStorage(() => this.inner.execute(query.sql, query.parameters)));
  }

  async transact(queries: readonly CompiledQuery[]): Promise<QueryResult<unknown>[]> {
    const statements = queries.map(({ sql, parameters }) => ({ sql, parameters }));
    return (await inTermsOfStorage(() => this.inner.transact(statements))).map(answerOf);
  }

  // eslint-disable-next-line require-yield
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error('rows are read in pages, not streamed');
  }
}

function answerOf<R>({ rows, changes }: Result): QueryResult<R> {
  return { rows: rows as R[], numAffectedRows: BigInt(changes) };
}

async function inTermsOfStorage<T>(act: () => Promise<T> | T): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw storageError(error);
  }
}
