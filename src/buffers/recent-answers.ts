import type { JsonBytes } from '../json-bytes.js';

/** The waiters of a room share one cursor, or a few. */
const MAX_ANSWERS = 4;

interface Answer {
  after: number;
  answer: JsonBytes;
}

/** Each surface renders the same entries differently. */
export type AnswerKind = 'messages' | 'events';

/** The latest answers of a room on both surfaces. */
export class SharedAnswers {
  readonly #of: Record<AnswerKind, RecentAnswers>;

  /** @param weigh told by how many bytes they have grown */
  constructor(weigh: (bytes: number) => void) {
    this.#of = { messages: new RecentAnswers(weigh), events: new RecentAnswers(weigh) };
  }

  of(kind: AnswerKind): RecentAnswers {
    return this.#of[kind];
  }

  clear(): void {
    this.#of.messages.clear();
    this.#of.events.clear();
  }
}

/** The latest answers of a room, by the seq they begin after: waiters at the same cursor share one. */
export class RecentAnswers {
  /** Oldest first. */
  #answers: Answer[] = [];

  /** @param weigh told by how many bytes they have grown */
  constructor(private readonly weigh: (bytes: number) => void) {}

  get(seq: number): JsonBytes | undefined {
    return this.#answers.find(({ after }) => after === seq)?.answer;
  }

  add(seq: number, answer: JsonBytes): void {
    this.#answers.push({ after: seq, answer });
    this.weigh(answer.latin1.length);
    if (this.#answers.length > MAX_ANSWERS) this.weigh(-(this.#answers.shift()?.answer.latin1.length ?? 0));
  }

  clear(): void {
    for (const { answer } of this.#answers) this.weigh(-answer.latin1.length);
    this.#answers = [];
  }
}
