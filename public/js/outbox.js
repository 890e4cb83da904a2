import { RequestError } from './request.js';

/**
 * @typedef {import('./poll-loop.js').Message} Message
 * @typedef {object} Letter
 * @property {string} clientId
 * @property {string} body
 * @property {'pending' | 'failed' | 'refused'} state refused: the same again would not be accepted either
 */

/**
 * What is on its way to the server: one after the other, in the order it was written. Sending again under the same
 * client id is harmless, so a lost answer costs nothing.
 */
export class Outbox {
  #send;
  #on;
  /** @type {Letter[]} */
  #letters = [];
  #sending = false;

  /**
   * @param {object} options
   * @param {(letter: Letter) => Promise<Message>} options.send
   * @param {object} options.on
   * @param {(letter: Letter) => void} options.on.pending
   * @param {(letter: Letter, error: unknown) => void} options.on.failed
   * @param {(letter: Letter, message: Message) => void} options.on.sent
   */
  constructor({ send, on }) {
    this.#send = send;
    this.#on = on;
  }

  /** Whether everything that was written is stored, or given up. */
  get empty() {
    return this.#letters.length === 0;
  }

  /** @param {string} body */
  add(body) {
    /** @type {Letter} */
    const letter = { clientId: newClientId(), body, state: 'pending' };
    this.#letters.push(letter);
    this.#on.pending(letter);
    void this.#work();
  }

  /** @param {Letter} letter */
  retry(letter) {
    if (letter.state === 'pending' || !this.remove(letter.clientId)) return;
    letter.state = 'pending';
    this.#letters.push(letter);
    this.#on.pending(letter);
    void this.#work();
  }

  /** The network is back: what could not leave goes now, in its order. */
  retryAll() {
    for (const letter of this.#letters.filter((one) => one.state === 'failed')) this.retry(letter);
  }

  /**
   * Takes a letter out: given up, or arrived by another way (a poll can be faster than the answer).
   *
   * @param {string | null | undefined} clientId
   * @returns {Letter | undefined}
   */
  remove(clientId) {
    const at = this.#letters.findIndex((one) => one.clientId === clientId);
    return at < 0 ? undefined : this.#letters.splice(at, 1)[0];
  }

  async #work() {
    if (this.#sending) return;
    this.#sending = true;
    for (let letter = this.#next(); letter; letter = this.#next()) await this.#deliver(letter);
    this.#sending = false;
  }

  #next() {
    return this.#letters.find((one) => one.state === 'pending');
  }

  /** @param {Letter} letter */
  async #deliver(letter) {
    try {
      const message = await this.#send(letter);
      this.remove(letter.clientId);
      this.#on.sent(letter, message);
    } catch (error) {
      if (!this.#letters.includes(letter)) return;
      if (isRefusal(error)) return this.#fail(letter, 'refused', error);
      // What could not get through would be overtaken by what was written after it: that stays as well.
      for (const one of this.#letters) if (one.state === 'pending') this.#fail(one, 'failed', error);
    }
  }

  /**
   * @param {Letter} letter
   * @param {'failed' | 'refused'} state
   * @param {unknown} error
   */
  #fail(letter, state, error) {
    letter.state = state;
    this.#on.failed(letter, error);
  }
}

/** @param {unknown} error */
function isRefusal(error) {
  return error instanceof RequestError && error.status >= 400 && error.status < 429;
}

/** 128 random bits in the alphabet of client ids. `crypto.randomUUID` does not exist on plain http:// pages. */
export function newClientId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
