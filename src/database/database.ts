import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Kysely, Migrator } from 'kysely';
import { migrations } from './migrations/index.js';
import type { Schema } from './schema.js';

/**
 * The database: `writer` for everything that changes something, in turn; `reader` for everything else. What a promise of
 * the writer has answered, the reader sees.
 */
@Injectable()
export class Database implements OnApplicationShutdown {
  constructor(
    readonly reader: Kysely<Schema>,
    readonly writer: Kysely<Schema>,
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
