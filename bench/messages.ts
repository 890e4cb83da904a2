/** What the bench needs of a message it was given. */
export interface Received {
  /** The cursor of who has seen it. */
  readonly id: string;
  readonly number: number;
}

/** The text of the bench's message `number`: about as long as a line of chat. */
export function messageText(number: number): string {
  return `${number} of the bench: the kettle is on, <who> takes milk & sugar?`;
}

/**
 * Reads the answers to polls, and checks that a message is the same for everyone: whole, and with
 * one id. All clients mostly get the same bytes, so the last answer is read only once.
 */
export class AnswerReader {
  readonly #ids = new Map<number, string>();
  #last = Buffer.alloc(0);
  #lastRead: readonly Received[] = [];

  /** `toldIn`: the messages in an answer, each with the cursor that is behind it. */
  constructor(private readonly toldIn: (json: string) => readonly Told[]) {}

  /**
   * The messages in an answer; none when a hold ended without news.
   *
   * @throws Error if the answer is not what the protocol says.
   */
  read(body: Buffer): readonly Received[] {
    if (body.equals(this.#last)) return this.#lastRead;
    const messages = this.toldIn(body.toString()).map((told) => this.#received(told));
    this.#last = Buffer.from(body);
    this.#lastRead = messages;
    return messages;
  }

  #received({ cursor, message }: Told): Received {
    const id = textField(message, 'id');
    const body = textField(message, 'body');
    const number = Number.parseInt(body, 10);
    if (body !== messageText(number)) throw new Error(`a message came changed: ${body}`);
    if (textField(message, 'html') === '') throw new Error('a message came without html');
    const known = this.#ids.get(number);
    if (known !== undefined && known !== id) throw new Error(`message ${number} has two ids`);
    this.#ids.set(number, id);
    return { id: cursor, number };
  }
}

interface Told {
  readonly cursor: string;
  readonly message: unknown;
}

/** What a post was answered with. */
export interface Posted {
  readonly id: string;
  /** Undefined: the baselines have none. */
  readonly seq: number | undefined;
}

/** @throws Error if it is not what the protocol says. */
export function posted(body: Buffer): Posted {
  const message = JSON.parse(body.toString()) as { seq?: number };
  return { id: textField(message, 'id'), seq: message.seq };
}

/** Of the surface that Tornado's clients know. */
export function messagesIn(json: string): readonly Told[] {
  const answer = objectIn(json);
  if ('gap' in answer) throw new Error('a poll was told of a gap');
  return listIn(answer, 'messages').map((message) => ({ cursor: textField(message, 'id'), message }));
}

/** Of the REST surface. */
export function eventsIn(json: string): readonly Told[] {
  const answer = objectIn(json);
  if (listIn(answer, 'gaps').length > 0) throw new Error('a poll was told of a gap');
  return listIn(answer, 'events').map((event) => {
    const { seq, message } = event as { seq: unknown; message: unknown };
    if (typeof seq !== 'number') throw new Error('an event without a seq');
    return { cursor: String(seq), message };
  });
}

function objectIn(json: string): Record<string, unknown> {
  const answer: unknown = JSON.parse(json);
  if (typeof answer !== 'object' || answer === null) throw new Error('a poll got no object');
  return answer as Record<string, unknown>;
}

/** Empty if there is none. */
function listIn(answer: Record<string, unknown>, name: string): readonly unknown[] {
  const list = answer[name] ?? [];
  if (!Array.isArray(list)) throw new Error(`"${name}" is not a list`);
  return list;
}

function textField(value: unknown, name: string): string {
  if (typeof value !== 'object' || value === null || !(name in value)) {
    throw new Error(`"${name}" is missing`);
  }
  const text = (value as Record<string, unknown>)[name];
  if (typeof text !== 'string') throw new Error(`"${name}" is not a text`);
  return text;
}
