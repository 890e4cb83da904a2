import { RequestError, newId } from './request.js';

const PREFIX = 'letter/';

/**
 * What was written and is not stored by the server yet, in all rooms and tabs, in its order. Each letter has a place of its
 * own in the storage: tabs that write at the same time take nothing from each other.
 */
export class Letters {
  #kept;
  /** What the storage did not take. @type {Map<string, Letter>} */
  #unsaved = new Map();

  /** @param {import('./kept.js').Kept} kept of who writes them */
  constructor(kept) {
    this.#kept = kept;
  }

  /** Whether all of them survive this page. */
  get safe() {
    return this.#unsaved.size === 0;
  }

  list() {
    const saved = this.#kept.names(PREFIX).flatMap((name) => parse(this.#kept.get(name)));
    const letters = saved.filter(({ clientId }) => !this.#unsaved.has(clientId));
    return [...letters, ...this.#unsaved.values()].toSorted((a, b) => a.at - b.at || a.n - b.n);
  }

  /** @param {Letter} letter */
  put(letter) {
    if (this.#kept.set(PREFIX + letter.clientId, JSON.stringify(letter)))
      this.#unsaved.delete(letter.clientId);
    else this.#unsaved.set(letter.clientId, letter);
  }

  /**
   * @param {string} clientId
   * @returns {boolean} whether it was there
   */
  remove(clientId) {
    const there = this.list().some((one) => one.clientId === clientId);
    this.#unsaved.delete(clientId);
    this.#kept.remove(PREFIX + clientId);
    return there;
  }

  /** @param {() => void} onChange another tab wrote one, or took one out */
  watch(onChange) {
    this.#kept.watch(PREFIX, onChange);
  }
}

/**
 * Sends letters to the server, one after the other, in their order. Sending again under the same client id is harmless, so
 * a lost answer costs nothing, and neither does another tab that sends the same.
 */
export class Outbox {
  #options;
  #letters;
  /** Client ids of what this tab is to send. @type {Set<string>} */
  #mine = new Set();
  #sending = false;

  /** @param {OutboxOptions} options */
  constructor(options) {
    this.#options = options;
    this.#letters = options.letters;
    this.#letters.watch(options.onChange);
  }

  /**
   * What could not leave before goes along, before it.
   *
   * @param {string} room
   * @param {string} body
   */
  add(room, body) {
    const clientId = newId();
    const last = this.#letters.list().at(-1) ?? { at: 0, n: 0 };
    // Also after the clock was set back.
    const at = Math.max(Date.now(), last.at);
    this.#letters.put({ clientId, room, body, at, n: last.n + 1, state: 'pending', reason: '' });
    this.#take((one) => one.state === 'failed' || one.clientId === clientId);
  }

  /** @param {string} clientId */
  retry(clientId) {
    this.#take((one) => one.clientId === clientId);
  }

  /** Sends all there is, also what other tabs have left: the network is back, or this tab comes after them. */
  sendAll() {
    this.#take((one) => one.state !== 'refused');
  }

  /**
   * Takes a letter out: given up, or arrived by another way (a poll can be faster than the answer).
   *
   * @param {string} clientId
   * @returns {boolean} whether it was there
   */
  remove(clientId) {
    const there = this.#letters.remove(clientId);
    this.#mine.delete(clientId);
    if (there) this.#options.onChange();
    return there;
  }

  /** @param {(letter: Letter) => boolean} which */
  #take(which) {
    for (const letter of this.#letters.list().filter(which)) {
      this.#mine.add(letter.clientId);
      if (letter.state !== 'pending') this.#letters.put({ ...letter, state: 'pending', reason: '' });
    }
    this.#options.onChange();
    void this.#work();
  }

  async #work() {
    if (this.#sending) return;
    this.#sending = true;
    for (let [letter] = this.#waiting(); letter; [letter] = this.#waiting()) await this.#deliver(letter);
    this.#sending = false;
  }

  #waiting() {
    return this.#letters.list().filter((one) => one.state === 'pending' && this.#mine.has(one.clientId));
  }

  /** @param {Letter} letter */
  async #deliver(letter) {
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

  /**
   * @param {Letter[]} letters
   * @param {'failed' | 'refused'} state
   * @param {unknown} error
   */
  #fail(letters, state, error) {
    for (const letter of letters)
      this.#letters.put({ ...letter, state, reason: this.#options.reason(error) });
    this.#options.onChange();
  }
}

/**
 * What can be done with a letter that was not sent.
 *
 * @param {Letter} letter
 * @param {Outbox} outbox
 * @param {import('./composer.js').Composer} composer
 * @returns {LetterActions}
 */
export function actionsOn({ clientId, body }, outbox, composer) {
  const discard = () => {
    outbox.remove(clientId);
    composer.focus();
  };
  return {
    retry: () => {
      outbox.retry(clientId);
      composer.focus();
    },
    edit: () => {
      discard();
      composer.giveBack(body);
    },
    discard,
  };
}

/**
 * @param {string | null} text
 * @returns {Letter[]} none, if it is no letter
 */
function parse(text) {
  try {
    const letter = JSON.parse(text ?? '');
    return typeof letter?.body === 'string' && typeof letter.room === 'string' ? [letter] : [];
  } catch {
    return [];
  }
}

/**
 * The server said why it does not take this one. Who refuses without a word is somebody else.
 *
 * @param {unknown} error
 */
function isRefusal(error) {
  if (!(error instanceof RequestError) || (!error.code && !error.detail) || error.isOfIdentity) return false;
  return error.status >= 400 && error.status < 429 && error.status !== 408;
}

/**
 * The server stumbled over this one; others may get through.
 *
 * @param {unknown} error
 */
function isAccident(error) {
  return error instanceof RequestError && error.status === 500;
}
