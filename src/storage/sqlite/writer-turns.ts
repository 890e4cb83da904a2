import { ChatError } from '../../chat-error.js';

/** Longer than any turn, unless it waits for another program's lock or a broken disk. */
const MAX_TURN_MS = 1500;
/** Beyond this the storage is not keeping up, and a longer queue would not help. */
const MAX_WAITING = 20_000;

interface Waiting {
  resolve(): void;
  reject(error: ChatError): void;
}

/**
 * Serialises the use of the writing connection, first come, first served. Group commits (`first`) and other
 * writers take turns when both wait, so neither delays the other for long.
 */
export class WriterTurns {
  readonly #queues: Record<'first' | 'others', Waiting[]> = { first: [], others: [] };
  #isTaken = false;
  #lastWasFirst = false;
  #watch: NodeJS.Timeout | undefined;

  /**
   * Resolves when it is the caller's turn. Rejects with STORAGE_UNAVAILABLE if the present turn does not end,
   * or if too many wait.
   */
  take(first = false): Promise<void> {
    if (!this.#isTaken) {
      this.#isTaken = true;
      this.#lastWasFirst = first;
      return Promise.resolve();
    }
    if (this.#length >= MAX_WAITING) return Promise.reject(unavailable());
    this.#watch ??= this.#watching();
    return new Promise((resolve, reject) => {
      this.#queues[first ? 'first' : 'others'].push({ resolve, reject });
    });
  }

  /** Call once, at the end of a turn. */
  end(): void {
    clearInterval(this.#watch);
    this.#watch = undefined;
    const { first, others } = this.#queues;
    const isFirst = first.length > 0 && (!this.#lastWasFirst || others.length === 0);
    const next = (isFirst ? first : others).shift();
    this.#isTaken = next !== undefined;
    if (!next) return;
    this.#lastWasFirst = isFirst;
    if (this.#length > 0) this.#watch = this.#watching();
    next.resolve();
  }

  get #length(): number {
    return this.#queues.first.length + this.#queues.others.length;
  }

  #watching(): NodeJS.Timeout {
    return setInterval(() => {
      for (const queue of Object.values(this.#queues))
        for (const waiting of queue.splice(0)) waiting.reject(unavailable());
    }, MAX_TURN_MS);
  }
}

function unavailable(): ChatError {
  return new ChatError('STORAGE_UNAVAILABLE', { retryAfterSeconds: 2 });
}
