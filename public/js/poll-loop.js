import { backoffMs } from './backoff.js';
import { post, RequestError } from './request.js';

/** A server holds for 50 s at most; what takes longer is a connection that died without a word. */
const DEAD_AFTER_MS = 60_000;
/** An answer without news sooner than this was not held: something on the way, or the server, wants fewer polls. */
const HELD_MS = 1000;
/** How often a page that nobody sees asks. It holds no connection: a browser has six per host, for all its tabs. */
const UNSEEN_EVERY_MS = 10_000;

/**
 * @typedef {object} Message as it comes over the wire
 * @property {string} id
 * @property {number} seq
 * @property {string} html
 * @property {{ id: string, name: string }} author
 * @property {string | null} [client_id]
 */

/**
 * Asks again and again for what came after the cursor. The cursor moves only by what a poll brought, so nothing is
 * skipped whatever else is shown meanwhile.
 */
export class PollLoop {
  #url;
  #room;
  #cursor;
  #on;
  #heldMs;
  #failures = 0;
  #notBefore = 0;
  #early = 0;
  #hurry = false;
  /** Ends the poll or the pause under way. */
  #interrupt = () => {};

  /**
   * @param {object} options
   * @param {string} options.url
   * @param {string} options.room
   * @param {string} options.cursor
   * @param {number} options.holdMs how long the server holds a poll
   * @param {{ news(messages: Message[], gap: boolean): void, trouble(): void, well(): void }} options.on `well` follows
   *   trouble
   */
  constructor({ url, room, cursor, holdMs, on }) {
    this.#url = url;
    this.#room = room;
    this.#cursor = cursor;
    this.#on = on;
    this.#heldMs = Math.min(HELD_MS, holdMs / 2);
  }

  /** Never returns. */
  async run() {
    for (;;) {
      const startedAt = Date.now();
      const hurry = this.#hurry || this.#failures > 0 || document.hidden;
      this.#hurry = false;
      try {
        const hadNews = await this.#ask(hurry);
        if (this.#failures > 0) this.#recover();
        if (hadNews || Date.now() - startedAt >= this.#heldMs) this.#early = 0;
        else if (!hurry) await this.#pause(backoffMs(++this.#early));
        if (document.hidden && !this.#hurry) await this.#pause(UNSEEN_EVERY_MS);
      } catch (error) {
        if (this.#hurry) continue;
        this.#failures += 1;
        this.#on.trouble();
        const floorMs = retryAfterMs(error);
        this.#notBefore = Date.now() + floorMs;
        await this.#pause(backoffMs(this.#failures, floorMs));
      }
    }
  }

  /**
   * Polls at once: the machine woke up, the network is back, or somebody does not want to wait. A page that is out of
   * sight gives its connection back by it.
   */
  wake() {
    this.#hurry = true;
    this.#interrupt();
  }

  /** Something else got through to the server: no reason to wait longer than the server asked for. */
  reachable() {
    if (this.#failures > 0 && Date.now() >= this.#notBefore) this.wake();
  }

  #recover() {
    this.#failures = 0;
    this.#on.well();
  }

  /**
   * @param {boolean} hurry whether the server should answer at once rather than hold
   * @returns {Promise<boolean>} whether there was news
   */
  async #ask(hurry) {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), DEAD_AFTER_MS);
    this.#interrupt = () => controller.abort();
    try {
      const fields = { cursor: this.#cursor, room: this.#room, wait: hurry ? '0' : undefined };
      const answer = /** @type {{ messages?: Message[], gap?: boolean }} */ (
        await post(this.#url, fields, controller.signal)
      );
      const { messages = [], gap = false } = answer;
      const last = messages.at(-1);
      if (!last) return false;
      this.#on.news(messages, gap);
      this.#cursor = last.id;
      return true;
    } finally {
      clearTimeout(timer);
      this.#interrupt = () => {};
    }
  }

  /** @param {number} ms */
  async #pause(ms) {
    await /** @type {Promise<void>} */ (
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.#interrupt = () => {
          clearTimeout(timer);
          resolve();
        };
      })
    );
    this.#interrupt = () => {};
  }
}

/** @param {unknown} error */
function retryAfterMs(error) {
  return error instanceof RequestError ? error.retryAfterMs : 0;
}
