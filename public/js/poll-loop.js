import { backoffMs } from './backoff.js';
import { post, RequestError } from './request.js';

/** A server holds for 50 s at most; what takes longer is a connection that died without a word. */
const DEAD_AFTER_MS = 60_000;
/** An answer without news sooner than this was not held: something on the way, or the server, wants fewer polls. */
const HELD_MS = 1000;

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
  #failures = 0;
  #early = 0;
  #hurry = false;
  /** Ends the poll or the pause under way. */
  #interrupt = () => {};

  /**
   * @param {object} options
   * @param {string} options.url
   * @param {string} options.room
   * @param {string} options.cursor
   * @param {{ news(messages: Message[], gap: boolean): void, trouble(): void, well(): void }} options.on
   */
  constructor({ url, room, cursor, on }) {
    this.#url = url;
    this.#room = room;
    this.#cursor = cursor;
    this.#on = on;
  }

  /** Never returns. */
  async run() {
    for (;;) {
      const startedAt = Date.now();
      const hurry = this.#hurry || this.#failures > 0;
      this.#hurry = false;
      try {
        const hadNews = await this.#ask(hurry);
        this.#failures = 0;
        this.#on.well();
        if (hadNews || Date.now() - startedAt >= HELD_MS) this.#early = 0;
        else if (!hurry) await this.#pause(backoffMs(++this.#early));
      } catch (error) {
        if (this.#hurry) continue;
        this.#failures += 1;
        this.#on.trouble();
        await this.#pause(backoffMs(this.#failures, retryAfterMs(error)));
      }
    }
  }

  /** Polls at once: the machine woke up, the network is back, or somebody does not want to wait. */
  wake() {
    this.#hurry = true;
    this.#interrupt();
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
