import pLimit, { type LimitFunction } from 'p-limit';
import { ChatError } from '../../chat-error.js';
import type { Clock } from '../../clock.js';
import { CONNECT_TIMEOUT_MS } from './postgres-settings.js';

/** Connections that changes leave to reads and to limiters. */
const LEFT_TO_READS = 2;

/** Lets only so many changes run at once that those which wait for a lock cannot use up the pool. */
export class ChangeTurns {
  readonly #turn: LimitFunction;

  constructor(
    pool: number,
    private readonly clock: Clock,
  ) {
    this.#turn = pLimit(Math.max(1, pool - LEFT_TO_READS));
  }

  /** Rejects with STORAGE_UNAVAILABLE if the turn comes as late as a connection may. */
  take<T>(change: () => Promise<T>): Promise<T> {
    const cameAtMs = this.clock.monotonicMs();
    return this.#turn(() => {
      if (this.clock.monotonicMs() - cameAtMs > CONNECT_TIMEOUT_MS)
        throw new ChatError('STORAGE_UNAVAILABLE', { retryAfterSeconds: 2 });
      return change();
    });
  }
}
