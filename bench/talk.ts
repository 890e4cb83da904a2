import { AnswerReader, eventsIn, messagesIn, type Posted, type Received } from './messages.js';
import type { Visitor } from './visitor.js';

/** A room in which clients of the bench wait, and how they ask for what is new in it. */
export interface Talk {
  /** Undefined: the lobby, the only room that the baselines have. */
  readonly room: string | undefined;
  pollRequest(visitor: Visitor, cursor: string): Buffer;
  /** Throws what is wrong with an answer. */
  read(answer: Buffer): readonly Received[];
  /** The cursor of who has seen this message. */
  cursorAfter(posted: Posted): string;
}

/** As Tornado's clients do: one room to a poll, by the id of the last message. */
export class SeedTalk implements Talk {
  readonly #reader = new AnswerReader(messagesIn);

  constructor(readonly room: string | undefined) {}

  pollRequest(visitor: Visitor, cursor: string): Buffer {
    return visitor.pollRequest(cursor, this.room);
  }

  read(answer: Buffer): readonly Received[] {
    return this.#reader.read(answer);
  }

  cursorAfter({ id }: Posted): string {
    return id;
  }
}

/** As the page of Linger does: many rooms to a poll, of which this is the one where something is said, by seq. */
export class ManyRoomsTalk implements Talk {
  readonly #reader = new AnswerReader(eventsIn);
  readonly #quiet: string;

  /** `named`: how many rooms each poll names, this one among them. */
  constructor(
    readonly room: string,
    named: number,
  ) {
    this.#quiet = Array.from({ length: named - 1 }, (_, index) => `,quiet-${index}:0`).join('');
  }

  pollRequest(visitor: Visitor, cursor: string): Buffer {
    return visitor.updatesRequest(`${this.room}:${cursor}${this.#quiet}`);
  }

  read(answer: Buffer): readonly Received[] {
    return this.#reader.read(answer);
  }

  cursorAfter({ seq }: Posted): string {
    return String(seq);
  }
}
