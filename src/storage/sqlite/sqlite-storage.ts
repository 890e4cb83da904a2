import { type Kysely, Migrator } from 'kysely';
import { migrations } from './migrations/index.js';
import type { Signals } from '../../signals/signals.js';
import type { Schema } from '../schema.js';
import { type Change, Storage, type Transaction } from '../storage.js';
import type { Commit, SqliteDialect } from './sqlite-dialect.js';

/**
 * SQLite has one writer. The queue for its connection (`SqliteDialect`) serialises all changes, so locks need
 * no code of their own.
 */
export class SqliteStorage extends Storage {
  constructor(
    readonly reader: Kysely<Schema>,
    /** For the adapters in this folder; each statement is queued on its own. */
    readonly writer: Kysely<Schema>,
    private readonly dialect: SqliteDialect,
    private readonly signals: Signals,
    private readonly close: () => Promise<void>,
    /** Reads within a turn, without queueing. */
    private readonly readerInTurn = reader,
  ) {
    super();
  }

  transact<T>({ signals, committed }: Change<T>, work: (trx: Transaction) => Promise<T>): Promise<T> {
    // The turn ends after `committed`, so no later change is told before this one.
    return this.writer.connection().execute(async (connection) => {
      const result = await connection.transaction().execute(work);
      if (signals) this.signals.tell(signals(result));
      committed?.(result);
      return result;
    });
  }

  /**
   * Runs `work` with the writer to itself: what its `reader` reads is unchanged when it commits, because
   * nobody else in this process writes meanwhile, and programs that write beside it write other tables.
   * `commit` sends all statements to the storage at once; a transaction sends them one by one.
   */
  inTurn<T>(work: (reader: Kysely<Schema>, commit: Commit) => Promise<T>): Promise<T> {
    return this.dialect.inTurn((commit) => work(this.readerInTurn, commit));
  }

  /** Brings the tables up to date. Throws if a migration fails; earlier ones stay applied. */
  async migrate(): Promise<void> {
    const migrator = new Migrator({
      db: this.writer,
      provider: { getMigrations: () => Promise.resolve(migrations) },
    });
    const { error } = await migrator.migrateToLatest();
    if (error) throw error;
  }

  /** There is no other node. */
  async alone(_task: string, work: () => Promise<void>): Promise<boolean> {
    await work();
    return true;
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
