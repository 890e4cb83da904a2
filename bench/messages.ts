/** What the bench needs of a message it was given. */
export interface Received {
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

  /**
   * The messages in an answer; none when a hold ended without news.
   *
   * @throws Error if the answer is not what the protocol says.
   */
  read(body: Buffer): readonly Received[] {
    if (body.equals(this.#last)) return this.#lastRead;
    const messages = messagesIn(body.toString()).map((message) => this.#received(message));
    this.#last = Buffer.from(body);
    this.#lastRead = messages;
    return messages;
  }

  #received(message: unknown): Received {
    const id = textField(message, 'id');
    const body = textField(message, 'body');
    const number = Number.parseInt(body, 10);
    if (body !== messageText(number)) throw new Error(`a message came changed: ${body}`);
    if (textField(message, 'html') === '') throw new Error('a message came without html');
    const known = this.#ids.get(number);
    if (known !== undefined && known !== id) throw new Error(`message ${number} has two ids`);
    this.#ids.set(number, id);
    return { id, number };
  }
}

/**
 * The id in the answer to a post.
 *
 * @throws Error if there is none.
 */
export function postedId(body: Buffer): string {
  return textField(JSON.parse(body.toString()), 'id');
}

function messagesIn(json: string): readonly unknown[] {
  const answer: unknown = JSON.parse(json);
  if (typeof answer !== 'object' || answer === null) throw new Error('a poll got no object');
  if ('gap' in answer) throw new Error('a poll was told of a gap');
  if (!('messages' in answer)) return [];
  if (!Array.isArray(answer.messages)) throw new Error('"messages" is not a list');
  return answer.messages;
}

function textField(value: unknown, name: string): string {
  if (typeof value !== 'object' || value === null || !(name in value)) {
    throw new Error(`"${name}" is missing`);
  }
  const text = (value as Record<string, unknown>)[name];
  if (typeof text !== 'string') throw new Error(`"${name}" is not a text`);
  return text;
}
