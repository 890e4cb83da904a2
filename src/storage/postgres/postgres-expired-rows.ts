import { Inject, Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Clock } from '../../clock.js';
import { InterruptedWork } from '../../interrupted-work.js';
import { Storage } from '../storage.js';
import type { PostgresStorage } from './postgres-storage.js';

/** Rows that one statement deletes. */
const STEP = 10_000;

/** Deletes, every minute, old rows that only the nodes themselves needed. It is harmless if two nodes do it at once. */
@Injectable()
export class PostgresExpiredRows extends InterruptedWork {
  constructor(
    @Inject(Storage) private readonly storage: PostgresStorage,
    clock: Clock,
  ) {
    super(clock, storage);
  }

  protected async finishAll(): Promise<void> {
    await deleteOldSignals(this.storage);
    await sql`delete from remembered_positions where until <= now()`.execute(this.storage.writer);
    // `expire` is a time by the clock of a node, and these may differ a little.
    await sql`
      delete from rate_limits where expire < extract(epoch from now() - interval '10 minutes') * 1000
    `.execute(this.storage.writer);
  }
}

/**
 * Deletes signals older than a day, but none that follows a younger one: their times are those of the beginnings of transactions, and
 * what is left must have no holes. A node that was away for longer ends itself (`PostgresSignalFeed`).
 */
export async function deleteOldSignals({ writer }: PostgresStorage): Promise<void> {
  for (let count = STEP; count === STEP;) {
    const { numAffectedRows } = await sql`
      delete from signals where n < least(
        (select min(n) from signals) + ${STEP}::bigint,
        (select n from signals where at >= now() - interval '24 hours' order by n limit 1)
      )
    `.execute(writer);
    count = Number(numAffectedRows);
  }
}
