import { type Form, Visitor } from '../support/visitor.js';

const MESSAGES = '/api/rooms/lobby/messages';

/** Long enough that some hundred messages make the log long, and it is brought into the database file. */
const REST = 'x'.repeat(2000);

export type State = 'sent' | 'edited' | 'deleted';

/** One request, to be repeated until it is acknowledged. */
interface Task {
  clientId: string;
  state: State;
  path: string;
  form: Form;
}

/** The text of a message, which its client id and its state tell. */
export function textOf(clientId: string, state: State): string {
  return state === 'deleted' ? '' : `${clientId} ${state} ${REST}`;
}

/** Sends without pause, edits and deletes if `changing`, and remembers what was acknowledged. */
export class Talker {
  /** The states that each acknowledged message may be in: one, or two while a change of it is not acknowledged. */
  readonly acknowledged = new Map<string, Set<State>>();
  /** How often the answer was 503. */
  refused = 0;
  /** Whether every third message is edited, and every third deleted. */
  changing = false;
  #task: Task;

  private constructor(
    readonly name: string,
    readonly visitor: Visitor,
  ) {
    this.#task = this.#sending(0);
  }

  static async at(url: string, name: string): Promise<Talker> {
    return new Talker(name, await Visitor.at(url));
  }

  /** Runs until `enough` or until the server is gone. Repeats unacknowledged requests, even in the next call. */
  async talk(enough: () => boolean): Promise<void> {
    while (!enough()) {
      const { clientId, state, path, form } = this.#task;
      this.acknowledged.get(clientId)?.add(state);
      const answer = await this.visitor.post(path, form).catch(() => undefined);
      if (!answer) return;
      if (answer.ok) this.acknowledged.set(clientId, new Set([state]));
      else if (answer.status === 503) this.refused++;
      else throw new Error(`${clientId}, ${state}: ${answer.status} ${await answer.text()}`);
      const message = await (answer.json() as Promise<{ id: string }>).catch(() => undefined);
      if (!message) return;
      if (answer.ok) this.#task = this.#after(this.#task, message.id);
    }
  }

  #sending(number: number): Task {
    const clientId = `${this.name}-${number}`;
    const form = { body: textOf(clientId, 'sent'), client_id: clientId };
    return { clientId, state: 'sent', path: MESSAGES, form };
  }

  #after({ clientId, state }: Task, id: string): Task {
    const number = Number(clientId.split('-')[1]);
    if (!this.changing || state !== 'sent' || number % 3 === 0) return this.#sending(number + 1);
    if (number % 3 === 1) {
      const form = { body: textOf(clientId, 'edited') };
      return { clientId, state: 'edited', path: `${MESSAGES}/${id}/edit`, form };
    }
    return { clientId, state: 'deleted', path: `${MESSAGES}/${id}/delete`, form: {} };
  }
}

export function talkersAt(url: string, count: number): Promise<Talker[]> {
  return Promise.all(Array.from({ length: count }, (_, i) => Talker.at(url, `t${i}`)));
}

export function acknowledgedCount(talkers: readonly Talker[]): number {
  return talkers.reduce((sum, { acknowledged }) => sum + acknowledged.size, 0);
}

export function refusedCount(talkers: readonly Talker[]): number {
  return talkers.reduce((sum, { refused }) => sum + refused, 0);
}

/** Runs all talkers until `enough` or until the server is gone. */
export async function talk(talkers: readonly Talker[], enough: () => boolean = () => false): Promise<void> {
  await Promise.all(talkers.map((talker) => talker.talk(enough)));
}
