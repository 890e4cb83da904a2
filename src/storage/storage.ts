import type { OnApplicationShutdown } from '@nestjs/common';
import type { Kysely } from 'kysely';
import type { Lock } from './lock.js';
import type { Schema } from './schema.js';

/** Statements that are all done, or none. */
export type Transaction = Kysely<Schema>;

export interface Change<T> {
  /** What `work` reads before it decides: nobody else changes that until this is committed. */
  lock: Lock | readonly Lock[];
  /**
   * Called with what `work` resolved with, in the turn in which the commit is known and before another change that names one of the
   * locks begins: whoever remembers what has changed forgets it here.
   */
  committed?: (result: T) => void;
}

/** Port: the database. `test/storage/storage.contract.ts` is what every adapter must pass. */
export abstract class Storage implements OnApplicationShutdown {
  /** For what changes nothing. It sees all that `transact` has answered. */
  abstract readonly reader: Kysely<Schema>;

  /**
   * The one way to change something: runs `work` in a transaction, whose changes are durable when this resolves. Rejects with what
   * `work` throws, or with STORAGE_UNAVAILABLE if the storage cannot be written or does not come to it in good time; nothing is
   * changed then.
   */
  abstract transact<T>(change: Change<T>, work: (trx: Transaction) => Promise<T>): Promise<T>;

  /** Resolves when a write has reached the disk; rejects with what stands against it. */
  abstract probe(now: number): Promise<void>;

  /** After HTTP has closed: nobody asks any more. */
  abstract onApplicationShutdown(): Promise<void>;
}
