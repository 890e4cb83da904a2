import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Signal } from '../../signals/signal.js';
import type { Lock } from '../lock.js';
import type { Schema } from '../schema.js';
import { type Change, Storage, type Transaction } from '../storage.js';
import type { ChangeTurns } from './change-turns.js';
import { COMMIT } from './postgres-pool.js';
import { alone } from './postgres-alone.js';
import type { PostgresLink } from './postgres-link.js';
import type { PostgresSettings } from './postgres-settings.js';
import type { PostgresSignalFeed } from './postgres-signal-feed.js';
import { recordSignals } from './record-signals.js';

interface Done<T> {
  result: T;
  told: readonly Signal[];
  /** The number of the newest signal that is visible together with the change. */
  head: number;
}

/**
 * PostgreSQL, shared with other nodes. The locks of a change are advisory locks of its transaction. Those of rooms
 * also lock the rooms' rows, which posts lock.
 */
export class PostgresStorage extends Storage {
  constructor(
    readonly reader: Kysely<Schema>,
    readonly feed: PostgresSignalFeed,
    /** Appends use a connection of their own. */
    readonly lane: PostgresLink,
    private readonly settings: PostgresSettings,
    private readonly turns: ChangeTurns,
    private readonly close: () => Promise<void>,
  ) {
    super();
  }

  /** For the adapters in this folder: each statement is a transaction of its own. */
  get writer(): Kysely<Schema> {
    return this.reader;
  }

  async transact<T>(
    { lock, signals, committed }: Change<T>,
    work: (trx: Transaction) => Promise<T>,
  ): Promise<T> {
    const inTransaction = async (connection: Transaction): Promise<Done<T>> => {
      try {
        await sql`begin`.execute(connection);
        await takeLocks(connection, [lock].flat());
        const result = await work(connection);
        const told = signals?.(result) ?? [];
        const last = told.length > 0 ? await recordSignals(connection, told) : undefined;
        await sql.raw(COMMIT).execute(connection);
        return { result, told, head: last ?? (await headOf(connection)) };
      } catch (error) {
        // A connection that was lost has rolled back already. What matters is the first error.
        await sql`rollback`.execute(connection).catch(() => undefined);
        throw error;
      }
    };
    const done = await this.turns.take(() => this.reader.connection().execute(inTransaction));
    await this.feed.committed(done.told, done.head);
    committed?.(done.result);
    return done.result;
  }

  alone(task: string, work: () => Promise<void>): Promise<boolean> {
    return alone(this.settings, task, work);
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

/** Everybody takes them in the same order, which prevents deadlocks. */
async function takeLocks(trx: Kysely<Schema>, locks: readonly Lock[]): Promise<void> {
  if (locks.length === 0) return;
  const numbers = [...new Set(locks.map(numberOf))].toSorted((a, b) => (a < b ? -1 : 1)).map(String);
  await sql`select pg_advisory_xact_lock(number) from unnest(${numbers}::bigint[]) as sorted(number)`.execute(
    trx,
  );
  const rooms = locks.filter((lock) => lock.startsWith(ROOM)).map((lock) => lock.slice(ROOM.length));
  if (rooms.length > 0)
    await sql`select from rooms where key = any(${rooms}::text[]) order by key for no key update`.execute(
      trx,
    );
}

const ROOM = 'room:';

/** PostgreSQL numbers its advisory locks. Two locks that share a number make changes wait needlessly, nothing worse. */
function numberOf(lock: Lock): bigint {
  return createHash('sha256').update(lock).digest().readBigInt64BE();
}

/** Whoever sees the number sees everything that was committed with it. */
async function headOf(db: Transaction): Promise<number> {
  const { rows } = await sql<{ n: number }>`select n from signals_head`.execute(db);
  return rows[0]?.n ?? 0;
}
