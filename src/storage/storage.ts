import type { OnApplicationShutdown } from '@nestjs/common';
import type { Kysely } from 'kysely';
import type { Signal } from '../signals/signal.js';
import type { Lock } from './lock.js';
import type { Schema } from './schema.js';

export type Transaction = Kysely<Schema>;

export interface Change<T> {
  /** Covers what `work` reads before it decides: nobody else changes that until the commit. */
  lock: Lock | readonly Lock[];
  /** What others have cached of this. Recorded in the transaction, and told after its commit. */
  signals?: (result: T) => readonly Signal[];
  /** Called with the result of `work` after the commit and after its signals were told, before the caller is answered. */
  committed?: (result: T) => void;
}

/** Port: the database. Every adapter must pass `test/storage/storage.contract.ts`. */
export abstract class Storage implements OnApplicationShutdown {
  /** For reading. Sees every change that `transact` has resolved. */
  abstract readonly reader: Kysely<Schema>;

  /**
   * The one way to change data: runs `work` in a transaction, whose changes are durable when this resolves.
   * Rejects with what `work` throws; then nothing has changed. Rejects with STORAGE_UNAVAILABLE if the storage cannot be
   * written, or the writer does not become free in time, and with a `LockTimeout` if a lock does not. If the database is a server, the change may then have been stored:
   * the answer to COMMIT was lost, or this node could not hear what others had changed before.
   */
  abstract transact<T>(change: Change<T>, work: (trx: Transaction) => Promise<T>): Promise<T>;

  /**
   * Runs work that repeats, such as cleaning, unless another node is doing the same task; then resolves with false. The work must be
   * harmless if it does run twice at once: a node that is cut off from the database cannot be stopped. Rejects with what `work` throws,
   * or with STORAGE_UNAVAILABLE.
   */
  abstract alone(task: string, work: () => Promise<void>): Promise<boolean>;

  /** Resolves when a write has reached the disk; rejects with the cause if it cannot. */
  abstract probe(now: number): Promise<void>;

  /** Runs after HTTP has closed, when there are no requests left. */
  abstract onApplicationShutdown(): Promise<void>;
}
