import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../clock.js';
import { type Lock, NAMES_LOCK, NO_LOCK } from '../storage/lock.js';
import { Storage, type Transaction } from '../storage/storage.js';
import { deleteExpiredReservations } from './name-reservations.js';
import { SESSION_MAX_AGE_MS } from './session.js';

const DELETE_EVERY_MS = 60 * 60 * 1000;
/** Rows that one statement deletes. */
const STEP = 500;

/** Deletes expired sessions, name reservations and sign-in links, every hour. */
@Injectable()
export class ExpiredRows implements OnModuleInit, OnModuleDestroy {
  readonly #logger = new Logger(ExpiredRows.name);
  #stop: (() => void) | undefined;

  constructor(
    private readonly storage: Storage,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.#stop = this.clock.every(DELETE_EVERY_MS, () => {
      this.delete().catch((err: unknown) => this.#logger.warn({ event: 'session clean-up failed', err }));
    });
  }

  onModuleDestroy(): void {
    this.#stop?.();
  }

  /** Works in steps, so that other writers need not wait. Resolves with the number of sessions. */
  async delete(): Promise<number> {
    const now = this.clock.now();
    const before = now - SESSION_MAX_AGE_MS;
    const count = await this.#inSteps((trx) => deleteBefore(trx, 'sessions', before));
    await this.#inSteps((trx) => deleteBefore(trx, 'ended_sessions', before));
    await this.#inSteps((trx) => deleteExpiredReservations(trx, now, STEP), NAMES_LOCK);
    await this.storage.transact({ lock: NO_LOCK }, (trx) =>
      trx.deleteFrom('sign_in_links').where('expires_at', '<', now).execute(),
    );
    return count;
  }

  /** Repeats a step until it finds fewer than STEP rows. Resolves with the total. */
  async #inSteps(
    step: (trx: Transaction) => Promise<number>,
    lock: Lock | readonly Lock[] = NO_LOCK,
  ): Promise<number> {
    let total = 0;
    for (let count = STEP; count === STEP; total += count)
      count = await this.storage.transact({ lock }, step);
    return total;
  }
}

async function deleteBefore(
  trx: Transaction,
  table: 'ended_sessions' | 'sessions',
  before: number,
): Promise<number> {
  const old = trx.selectFrom(table).select('id_hash').where('created_at', '<', before).limit(STEP);
  const { numDeletedRows } = await trx.deleteFrom(table).where('id_hash', 'in', old).executeTakeFirst();
  return Number(numDeletedRows);
}
