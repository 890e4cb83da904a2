import type { Message } from '../server/entry.js';
import { newId } from '../server/new-id.js';
import { RequestError } from '../server/request-error.js';
import type { Letter, Letters } from './letters.js';

interface OutboxOptions {
  letters: Letters;
  send: (letter: Letter) => Promise<Message>;
  /** Why it failed, in the reader's words. */
  reason: (error: unknown) => string;
  /** The letters have changed. */
  onChange: () => void;
  onSent: (letter: Letter, message: Message) => void;
}

/**
 * Sends letters one after the other, in order. A repeat with the same client id is harmless, so lost answers
 * cost nothing, nor do two tabs that send the same letter.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #letters: Letters;
  /** Client ids of letters that this tab sends. */
  readonly #mine = new Set<string>();
  #sending = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#letters = options.letters;
    this.#letters.watch(options.onChange);
  }

  /** Retries letters that failed, before this one. */
  add(room: string, body: string): void {
    const clientId = newId();
    const last = this.#letters.list().at(-1) ?? { at: 0, n: 0 };
    // Keeps the order even if the clock was set back.
    const at = Math.max(Date.now(), last.at);
    this.#letters.put({ clientId, room, body, at, n: last.n + 1, state: 'pending', reason: '' });
    this.#take((one) => one.state === 'failed' || one.clientId === clientId);
  }

  retry(clientId: string): void {
    this.#take((one) => one.clientId === clientId);
  }

  /**
   * Sends everything, including letters left by other tabs: after the network returns, or after such a tab
   * has left.
   */
  sendAll(): void {
    this.#take((one) => one.state !== 'refused');
  }

  /**
   * Removes a letter: it was discarded, or a poll brought the message before the answer arrived.
   *
   * @returns whether it existed
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
      // Announce the user first: from then on what a visitor wrote is stored under another name.
      this.#options.onSent(letter, message);
      this.remove(letter.clientId);
    } catch (error) {
      const waiting = this.#waiting();
      if (!waiting.some((one) => one.clientId === letter.clientId)) return;
      if (isRefusal(error)) this.#fail([letter], 'refused', error);
      // If one letter cannot get through, later ones must not overtake it.
      else this.#fail(isAccident(error) ? [letter] : waiting, 'failed', error);
    }
  }

  #fail(letters: Letter[], state: 'failed' | 'refused', error: unknown): void {
    for (const letter of letters)
      this.#letters.put({ ...letter, state, reason: this.#options.reason(error) });
    this.#options.onChange();
  }
}

/**
 * The server refused this letter with a reason. A refusal without a reason comes from something else on the
 * way.
 */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof RequestError) || (!error.code && !error.detail) || error.isOfIdentity) return false;
  return error.status >= 400 && error.status < 429 && error.status !== 408;
}

/** The server failed on this letter; others may get through. */
function isAccident(error: unknown): boolean {
  return error instanceof RequestError && error.status === 500;
}
