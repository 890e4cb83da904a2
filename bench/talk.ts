import { ask } from './ask.js';
import { AnswerReader, eventsIn, messagesIn, packetsIn, type Posted } from './messages.js';
import type { Template, Visitor } from './visitor.js';

/** A room in which clients of the bench wait, and how they ask for what is new in it. */
export interface Talk {
  /** Undefined: the lobby, the only room that the baselines have. */
  readonly room: string | undefined;
  /** The field of a message that is the next poll's cursor. */
  readonly key: 'id' | 'seq' | 'none';
  readonly reader: AnswerReader;
  /** What a client polls with after it has connected as its protocol demands. */
  join(visitor: Visitor, cursor: string): Promise<Template>;
  /** The cursor of a client that has seen this message. */
  cursorAfter(posted: Posted): string;
}

/** As Tornado's clients do: one room to a poll, by the id of the last message. */
export class SeedTalk implements Talk {
  readonly key = 'id';
  readonly reader = new AnswerReader(messagesIn);

  constructor(readonly room: string | undefined) {}

  async join(visitor: Visitor, cursor: string): Promise<Template> {
    return visitor.pollRequest(cursor, this.room);
  }

  cursorAfter({ id }: Posted): string {
    return id;
  }
}

/** As Linger's page does: many rooms to a poll, by seq; messages come in this one only. */
export class ManyRoomsTalk implements Talk {
  readonly key = 'seq';
  readonly reader = new AnswerReader(eventsIn);
  readonly #quiet: string;

  /** `named`: how many rooms each poll names, this one among them. */
  constructor(
    readonly room: string,
    named: number,
  ) {
    this.#quiet = Array.from({ length: named - 1 }, (_, index) => `,quiet-${index}:0`).join('');
  }

  async join(visitor: Visitor, cursor: string): Promise<Template> {
    return visitor.updatesRequest(this.room, cursor, this.#quiet);
  }

  cursorAfter({ seq }: Posted): string {
    return String(seq);
  }
}

/** As clients of socket.io do that only poll (Engine.IO protocol 4, Socket.IO protocol 5): the server knows where each stands. */
export class SocketTalk implements Talk {
  readonly room = undefined;
  readonly key = 'none';
  readonly reader = new AnswerReader(packetsIn);

  constructor(private readonly port: number) {}

  async join(visitor: Visitor): Promise<Template> {
    const path = '/socket.io/?EIO=4&transport=polling';
    const { text } = await ask(this.port, visitor.get(path));
    const { sid } = JSON.parse(text.slice(1)) as { sid: string };
    const poll = visitor.get(`${path}&sid=${sid}`);
    await ask(this.port, { ...poll, method: 'POST', body: '40' });
    // The answer to this first poll confirms the connection.
    await ask(this.port, poll);
    return visitor.constant(poll);
  }

  cursorAfter(): string {
    return '';
  }
}
