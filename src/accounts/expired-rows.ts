import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { Clock } from '../clock.js';
import { type Lock, NAMES_LOCK, NO_LOCK } from '../storage/lock.js';
import { Storage, type Transaction } from '../storage/storage.js';
import { deleteExpiredReservations } from './name-reservations.js';
import { SESSION_MAX_AGE_MS } from './session.js';
import { forgetEndedGuests } from './session-rows.js';

const DELETE_EVERY_MS = 60 * 60 * 1000;
/** Rows that one statement deletes. */
const STEP = 500;

/** Deletes expired sessions with what is kept for their guests, name reservations and sign-in links, every hour. It is harmless if two nodes do it at once. */
@Injectable()
export class ExpiredRows implements OnModuleInit, OnModuleDestroy, BeforeApplicationShutdown {
  readonly #logger = new Logger(ExpiredRows.name);
  #stopTimer: (() => void) | undefined;
  #isStopping = false;
  #running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly storage: Storage,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.#stopTimer = this.clock.every(DELETE_EVERY_MS, () => {
      const deletion = this.#deleteAlone().catch((err: unknown) =>
        this.#logger.warn({ event: 'session clean-up failed', err }),
      );
      this.#running = Promise.all([this.#running, deletion]);
    });
  }

  onModuleDestroy(): void {
    this.#stopTimer?.();
    this.#isStopping = true;
  }

  /** Waits for a running step, because the storage closes next. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.#running;
  }

  #deleteAlone(): Promise<unknown> {
    return this.storage.alone(ExpiredRows.name, async () => {
      await this.delete();
    });
  }

  /** Works in steps, so that other writers need not wait. Resolves with the number of sessions. */
  async delete(): Promise<number> {
    const now = this.clock.now();
    const before = now - SESSION_MAX_AGE_MS;
    const count = await this.#inSteps((trx) => deleteSessionsBefore(trx, before));
    await this.#inSteps((trx) => deleteEndedBefore(trx, before));
    await this.#inSteps((trx) => deleteExpiredReservations(trx, now, STEP), NAMES_LOCK);
    await this.#inSteps((trx) => deleteExpiredLinks(trx, now));
    return count;
  }

  /** Repeats a step until it finds fewer than STEP rows, or the node stops. Resolves with the total. */
  async #inSteps(
    step: (trx: Transaction) => Promise<number>,
    lock: Lock | readonly Lock[] = NO_LOCK,
  ): Promise<number> {
    let total = 0;
    for (let count = STEP; count === STEP && !this.#isStopping; total += count)
      count = await this.storage.transact({ lock }, step);
    return total;
  }
}

async function deleteSessionsBefore(trx: Transaction, before: number): Promise<number> {
  const old = trx.selectFrom('sessions').select('id_hash').where('created_at', '<', before).limit(STEP);
  const expired = await trx.deleteFrom('sessions').where('id_hash', 'in', old).returning('user_id').execute();
  await forgetEndedGuests(trx, [...new Set(expired.map((row) => row.user_id))]);
  return expired.length;
}

async function deleteEndedBefore(trx: Transaction, before: number): Promise<number> {
  const old = trx.selectFrom('ended_sessions').select('id_hash').where('created_at', '<', before).limit(STEP);
  const deletion = trx.deleteFrom('ended_sessions').where('id_hash', 'in', old);
  return Number((await deletion.executeTakeFirst()).numDeletedRows);
}

async function deleteExpiredLinks(trx: Transaction, now: number): Promise<number> {
  const old = trx.selectFrom('sign_in_links').select('token_hash').where('expires_at', '<', now).limit(STEP);
  const { numDeletedRows } = await trx
    .deleteFrom('sign_in_links')
    .where('token_hash', 'in', old)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
