import { type BeforeApplicationShutdown, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../clock.js';
import { PushDelivery } from './push-delivery.js';
import type { PushJob } from './push-job.js';

/** Requests to push services at once. */
const AT_ONCE = 8;
const MAX_WAITING = 10_000;
/** After each failure that may pass; then the notification is given up. */
const RETRY_AFTER_MS = [5_000, 30_000, 120_000];
/** A push service that asks for more time gets none of it. */
const MOST_PATIENCE_MS = 5 * 60_000;

/**
 * Sends what is to be sent, a few at a time and again after failures. Holds a bounded number: of more that wait for their turn, the oldest are
 * dropped; of more that have failed, the latest.
 */
@Injectable()
export class PushQueue implements OnModuleDestroy, BeforeApplicationShutdown {
  readonly #logger = new Logger(PushQueue.name);
  readonly #stopping = new AbortController();
  readonly #running = new Set<Promise<void>>();
  /** What stops the waiting for a retry. */
  readonly #retries = new Set<() => void>();
  #waiting: { job: PushJob; failures: number }[] = [];
  #isOverfull = false;

  constructor(
    private readonly delivery: PushDelivery,
    private readonly clock: Clock,
  ) {}

  /** What waits for its turn, or is being sent; not what waits for a retry. */
  get length(): number {
    return this.#waiting.length + this.#running.size;
  }

  get retrying(): number {
    return this.#retries.size;
  }

  add(jobs: readonly PushJob[]): void {
    this.#enqueue(jobs.map((job) => ({ job, failures: 0 })));
  }

  onModuleDestroy(): void {
    this.#stopping.abort();
    this.#waiting = [];
    for (const stop of this.#retries) stop();
    this.#retries.clear();
  }

  /** What was under way has been aborted; the storage closes next. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.#running);
  }

  #enqueue(more: { job: PushJob; failures: number }[]): void {
    if (this.#stopping.signal.aborted) return;
    const all = this.#waiting.concat(more);
    const tooMany = all.length - MAX_WAITING;
    if (tooMany > 0 && !this.#isOverfull)
      this.#logger.warn({ event: 'too many push notifications, the oldest are dropped', most: MAX_WAITING });
    this.#isOverfull = tooMany > 0;
    this.#waiting = tooMany > 0 ? all.slice(tooMany) : all;
    while (this.#running.size < AT_ONCE && this.#waiting.length > 0) this.#start();
  }

  #start(): void {
    const next = this.#waiting.shift();
    if (!next) return;
    const running = this.#send(next.job, next.failures).finally(() => {
      this.#running.delete(running);
      this.#start();
    });
    this.#running.add(running);
  }

  async #send(job: PushJob, failures: number): Promise<void> {
    try {
      const outcome = await this.delivery.deliver(job, this.#stopping.signal);
      if (outcome.is === 'later') this.#retry(job, failures, outcome.waitMs);
    } catch (err) {
      if (!this.#stopping.signal.aborted) this.#logger.warn({ event: 'push notification failed', err });
    }
  }

  #retry(job: PushJob, failures: number, waitMs: number): void {
    const pauseMs = Math.max(RETRY_AFTER_MS[failures] ?? Infinity, waitMs);
    if (pauseMs > MOST_PATIENCE_MS || this.#retries.size >= MAX_WAITING || this.#stopping.signal.aborted)
      return;
    const stop = this.clock.every(pauseMs, () => {
      stop();
      this.#retries.delete(stop);
      this.#enqueue([{ job, failures: failures + 1 }]);
    });
    this.#retries.add(stop);
  }
}
