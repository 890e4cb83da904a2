/** The text of the bench's message `number`: about as long as a line of chat. */
export function messageText(number: number): string {
  return `${number} of the bench: the kettle is on, <who> takes milk & sugar?`;
}

/** Checks that a message is the same for everyone: whole, and with one id. */
export class AnswerReader {
  readonly #ids = new Map<number, string>();

  /** `parse` returns the messages in an answer. */
  constructor(private readonly parse: (text: string) => readonly unknown[]) {}

  /** @throws Error if the answer is not what the protocol says. */
  check(answer: string): void {
    for (const message of this.parse(answer)) this.#checkMessage(message);
  }

  #checkMessage(message: unknown): void {
    const id = textField(message, 'id');
    const body = textField(message, 'body');
    const number = Number.parseInt(body, 10);
    if (body !== messageText(number)) throw new Error(`a message came changed: ${body}`);
    if (textField(message, 'html') === '') throw new Error('a message came without html');
    const known = this.#ids.get(number);
    if (known !== undefined && known !== id) throw new Error(`message ${number} has two ids`);
    this.#ids.set(number, id);
  }
}

/** The answer to a post. */
export interface Posted {
  readonly id: string;
  /** Undefined: the baselines have none. */
  readonly seq: number | undefined;
}

/** @throws Error if it is not what the protocol says. */
export function posted(text: string): Posted {
  const message = JSON.parse(text) as { seq?: number };
  return { id: textField(message, 'id'), seq: message.seq };
}

/** Of the surface that Tornado's clients know. */
export function messagesIn(json: string): readonly unknown[] {
  const answer = objectIn(json);
  if ('gap' in answer) throw new Error('a poll was told of a gap');
  return listIn(answer, 'messages');
}

/** Of the REST surface. */
export function eventsIn(json: string): readonly unknown[] {
  const answer = objectIn(json);
  if (listIn(answer, 'gaps').length > 0) throw new Error('a poll was told of a gap');
  return listIn(answer, 'events').map((event) => (event as { message: unknown }).message);
}

/** Of socket.io: packets with a separator between them, each an event with the message as its argument. */
export function packetsIn(text: string): readonly unknown[] {
  return text.split('\x1e').map((packet) => {
    if (!packet.startsWith('42')) throw new Error(`a packet of another kind: ${packet}`);
    return (JSON.parse(packet.slice(2)) as unknown[])[1];
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
