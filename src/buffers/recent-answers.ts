import type { JsonBytes } from '../json-bytes.js';

/** Waiters of a room stand at one cursor, or at few. */
const MAX_ANSWERS = 4;

interface Answer {
  after: number;
  answer: JsonBytes;
}

/** The answers of a room that were made last, by the seq they begin after: waiters at the same cursor share one. */
export class RecentAnswers {
  /** The oldest first. */
  #answers: Answer[] = [];
  #bytes = 0;

  get bytes(): number {
    return this.#bytes;
  }

  get(seq: number): JsonBytes | undefined {
    return this.#answers.find(({ after }) => after === seq)?.answer;
  }

  add(seq: number, answer: JsonBytes): void {
    this.#answers.push({ after: seq, answer });
    this.#bytes += answer.latin1.length;
    if (this.#answers.length > MAX_ANSWERS) this.#bytes -= this.#answers.shift()?.answer.latin1.length ?? 0;
  }

  clear(): void {
    this.#answers = [];
    this.#bytes = 0;
  }
}
