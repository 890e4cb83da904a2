import type { JsonBytes } from '../json-bytes.js';

/** Waiters of a room stand at one cursor, or at few. */
const MAX_ANSWERS = 4;

/** The answers of a room that were made last, by the seq they begin after: waiters at the same cursor share one. */
export class RecentAnswers {
  /** The oldest first. */
  readonly #answers = new Map<number, JsonBytes>();
  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }

  get(seq: number): JsonBytes | undefined {
    return this.#answers.get(seq);
  }

  add(seq: number, answer: JsonBytes): void {
    this.#answers.set(seq, answer);
    this.#bytes += answer.latin1.length;
    if (this.#answers.size <= MAX_ANSWERS) return;
    for (const [oldest, { latin1 }] of this.#answers) {
      this.#answers.delete(oldest);
      this.#bytes -= latin1.length;
      return;
    }
  }

  clear(): void {
    this.#answers.clear();
    this.#bytes = 0;
  }
}
