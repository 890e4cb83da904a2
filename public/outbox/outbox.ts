import type { Message } from '../server/entry.js';
import { newId } from '../server/new-id.js';
import { RequestError } from '../server/request-error.js';
import type { Letter, Letters } from './letters.js';

interface OutboxOptions {
  letters: Letters;
  send: (letter: Letter) => Promise<Message>;
  /** Why it failed, in words. */
  reason: (error: unknown) => string;
  /** Something about the letters has changed. */
  onChange: () => void;
  onSent: (letter: Letter, message: Message) => void;
}

/**
 * Sends letters to the server, one after the other, in their order. Sending again under the same client id is harmless, so
 * a lost answer costs nothing, and neither does another tab that sends the same.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #letters: Letters;
  /** Client ids of what this tab is to send. */
  readonly #mine = new Set<string>();
  #sending = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#letters = options.letters;
    this.#letters.watch(options.onChange);
  }

  /** What could not leave before goes along, before it. */
  add(room: string, body: string): void {
    const clientId = newId();
    const last = this.#letters.list().at(-1) ?? { at: 0, n: 0 };
    // Also after the clock was set back.
    const at = Math.max(Date.now(), last.at);
    this.#letters.put({ clientId, room, body, at, n: last.n + 1, state: 'pending', reason: '' });
    this.#take((one) => one.state === 'failed' || one.clientId === clientId);
  }

  retry(clientId: string): void {
    this.#take((one) => one.clientId === clientId);
  }

  /** Sends all there is, also what other tabs have left: the network is back, or this tab comes after them. */
  sendAll(): void {
    this.#take((one) => one.state !== 'refused');
  }

  /**
   * Takes a letter out: given up, or arrived by another way (a poll can be faster than the answer).
   *
   * @returns whether it was there
   */
  remove(clientId: string): boolean {
    const there = this.#letters.remove(clientId);
    this.#mine.delete(clientId);
    if (there) this.#options.onChange();
    return there;
  }

  #take(which: (letter: Letter) => boolean): void {
    for (const letter of this.#letters.list().filter(which)) {
      this.#mine.add(letter.clientId);
      if (letter.state !== 'pending') this.#letters.put({ ...letter, state: 'pending', reason: '' });
    }
    this.#options.onChange();
    void this.#work();
  }

  async #work(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    for (let [letter] = this.#waiting(); letter; [letter] = this.#waiting()) await this.#deliver(letter);
    this.#sending = false;
  }

  #waiting(): Letter[] {
    return this.#letters.list().filter((one) => one.state === 'pending' && this.#mine.has(one.clientId));
  }

  async #deliver(letter: Letter): Promise<void> {
    try {
      const message = await this.#options.send(letter);
      // First who one is by it: what a visitor wrote is kept under another name from then on.
      this.#options.onSent(letter, message);
      this.remove(letter.clientId);
    } catch (error) {
      const waiting = this.#waiting();
      if (!waiting.some((one) => one.clientId === letter.clientId)) return;
      if (isRefusal(error)) this.#fail([letter], 'refused', error);
      // What could not get through would be overtaken by what was written after it: that stays as well.
      else this.#fail(isAccident(error) ? [letter] : waiting, 'failed', error);
    }
  }

  #fail(letters: Letter[], state: 'failed' | 'refused', error: unknown): void {
    for (const letter of letters)
      this.#letters.put({ ...letter, state, reason: this.#options.reason(error) });
    this.#options.onChange();
  }
}

/** The server said why it does not take this one. Who refuses without a word is somebody else. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof RequestError) || (!error.code && !error.detail) || error.isOfIdentity) return false;
  return error.status >= 400 && error.status < 429 && error.status !== 408;
}

/** The server stumbled over this one; others may get through. */
function isAccident(error: unknown): boolean {
  return error instanceof RequestError && error.status === 500;
}
