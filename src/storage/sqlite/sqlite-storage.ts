import { type Kysely, Migrator } from 'kysely';
import { migrations } from './migrations/index.js';
import type { Schema } from '../schema.js';
import { type Change, Storage, type Transaction } from '../storage.js';
import type { Commit, SqliteDialect } from './sqlite-dialect.js';

/**
 * SQLite has one writer: the queue for its connection (`SqliteDialect`) is where all changes take turns, so a lock is held by
 * whoever has the connection and costs nothing.
 */
export class SqliteStorage extends Storage {
  constructor(
    readonly reader: Kysely<Schema>,
    /** For the adapters in this folder; each statement takes a turn of its own. */
    readonly writer: Kysely<Schema>,
    private readonly dialect: SqliteDialect,
    private readonly close: () => Promise<void>,
    /** Does not wait for the turn of whoever asks it. */
    private readonly readerInTurn = reader,
  ) {
    super();
  }

  transact<T>({ committed }: Change<T>, work: (trx: Transaction) => Promise<T>): Promise<T> {
    // The turn lasts until what is committed has been told.
    return this.writer.connection().execute(async (connection) => {
      const result = await connection.transaction().execute(work);
      committed?.(result);
      return result;
    });
  }

  /**
   * What `work` reads by its `reader` is as it will be when it commits: nobody else in this process writes meanwhile, and commands
   * that write beside it write other tables. All its statements go to the storage at once, where those of a transaction go one by
   * one.
   */
  inTurn<T>(work: (reader: Kysely<Schema>, commit: Commit) => Promise<T>): Promise<T> {
    return this.dialect.inTurn((commit) => work(this.readerInTurn, commit));
  }

  /** Brings the tables up to date. Throws if one migration fails; what came before it stays. */
  async migrate(): Promise<void> {
    const migrator = new Migrator({
      db: this.writer,
      provider: { getMigrations: () => Promise.resolve(migrations) },
    });
    const { error } = await migrator.migrateToLatest();
    if (error) throw error;
  }

  async probe(now: number): Promise<void> {
    await this.writer
      .insertInto('probes')
      .values({ id: 1, at: now })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ at: now }))
      .execute();
  }

  onApplicationShutdown(): Promise<void> {
    return this.close();
  }
}
