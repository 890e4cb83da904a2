import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type CompiledQuery, Kysely, Migrator, type QueryResult } from 'kysely';
import { migrations } from './migrations/index.js';
import type { Schema } from './schema.js';

/** Runs statements in one transaction, in their order, and answers their results once they are durable. Rejects if nothing is. */
export type Commit = (statements: readonly CompiledQuery[]) => Promise<QueryResult<unknown>[]>;

/** Runs something while nobody else writes. */
export type InTurn = <T>(work: (reader: Kysely<Schema>, commit: Commit) => Promise<T>) => Promise<T>;

/**
 * The database: `writer` for everything that changes something, in turn; `reader` for everything else. What a promise of
 * the writer has answered, the reader sees.
 */
@Injectable()
export class Database implements OnApplicationShutdown {
  constructor(
    readonly reader: Kysely<Schema>,
    readonly writer: Kysely<Schema>,
    /**
     * What `work` reads by its `reader` is as it will be when it commits: nobody else in this process writes meanwhile, and commands
     * that write beside it write other tables. All its statements go to the storage at once, where those of a transaction of the
     * writer go one by one.
     */
    readonly inTurn: InTurn,
    private readonly close: () => Promise<void>,
  ) {}

  /** Brings the tables up to date. Throws if one migration fails; what came before it stays. */
  async migrate(): Promise<void> {
    const migrator = new Migrator({
      db: this.writer,
      provider: { getMigrations: () => Promise.resolve(migrations) },
    });
    const { error } = await migrator.migrateToLatest();
    if (error) throw error;
  }

  /** Resolves when a write has reached the disk; rejects with what stands against it. */
  async probe(now: number): Promise<void> {
    await this.writer
      .insertInto('probes')
      .values({ id: 1, at: now })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ at: now }))
      .execute();
  }

  /** After HTTP has closed: nobody asks any more. */
  async onApplicationShutdown(): Promise<void> {
    await this.close();
  }
}
