import { RequestError } from './request.js';

/** The ways to go of which `@me` tells. */
const WAYS = new Map([
  ['left', 'browser.youLeft'],
  ['removed', 'browser.youWereRemoved'],
  ['banned', 'browser.youWereBanned'],
  ['deleted', 'browser.wasDeleted'],
]);

/** What the page says and does when its room is not there any more for who reads it. */
export class Farewell {
  #parts;
  #way = 'browser.closed';
  #isClosed = false;

  /**
   * @param {{
   *   room: Room,
   *   strings: Strings,
   *   banner: import('./notices.js').Banner,
   *   composer: import('./composer.js').Composer,
   *   stop: () => void,
   * }} parts `stop`: nothing more is asked for
   */
  constructor(parts) {
    this.#parts = parts;
  }

  /** The room is closed to this reader. */
  closed() {
    const { room, strings, banner, composer, stop } = this.#parts;
    this.#isClosed = true;
    stop();
    banner.show(strings.t(this.#way, { room: room.name }));
    composer.retire();
  }

  /**
   * One's own log tells how it came about, mostly in the same answer.
   *
   * @param {News} news
   */
  news({ events }) {
    for (const { room, membership } of events) {
      if (room !== '@me' || membership?.room !== this.#parts.room.key) continue;
      this.#way = WAYS.get(membership.change) ?? 'browser.closed';
      if (this.#isClosed) this.closed();
    }
  }

  /**
   * To an outsider the server says of a private room what it says of a mistyped address. Who had a letter for it knows better.
   *
   * @param {Promise<Message>} sent
   * @param {string} room key of that to which
   */
  async explain(sent, room) {
    try {
      return await sent;
    } catch (error) {
      if (!(error instanceof RequestError) || error.code !== 'NOT_FOUND' || room[0] !== '~') throw error;
      if (room === this.#parts.room.key) this.closed();
      const detail = this.#parts.strings.t('browser.notThere');
      throw new RequestError(error.status, { code: 'ROOM_CLOSED', detail });
    }
  }
}
