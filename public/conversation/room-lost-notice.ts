import type { Composer } from '../composer/composer.js';
import type { Banner } from '../page/banner.js';
import type { Strings } from '../page/strings.js';
import type { News } from '../poll/answer.js';
import type { Room } from '../server/room.js';
import { RequestError } from '../server/request-error.js';
import type { Message } from '../server/entry.js';

/** Ways of leaving that `@me` reports, and their texts. */
const WAYS = new Map([
  ['left', 'browser.youLeft'],
  ['removed', 'browser.youWereRemoved'],
  ['banned', 'browser.youWereBanned'],
  ['deleted', 'browser.wasDeleted'],
]);

interface FarewellParts {
  room: Room;
  strings: Strings;
  banner: Banner;
  composer: Composer;
  /** Stops polling. */
  stop: () => void;
}

/** What the page says and does when the reader can no longer read its room. */
export class RoomLostNotice {
  readonly #parts: FarewellParts;
  #way = 'browser.closed';
  #isClosed = false;

  constructor(parts: FarewellParts) {
    this.#parts = parts;
  }

  /** Call when the room is closed to this reader. */
  closed(): void {
    const { room, strings, banner, composer, stop } = this.#parts;
    this.#isClosed = true;
    stop();
    banner.show(strings.t(this.#way, { room: room.name }));
    composer.disable();
  }

  /** `@me` tells how it happened, usually in the same answer. */
  news({ events }: News): void {
    for (const { room, membership } of events) {
      if (room !== '@me' || membership?.room !== this.#parts.room.key) continue;
      this.#way = WAYS.get(membership.change) ?? 'browser.closed';
      if (this.#isClosed) this.closed();
    }
  }

  /**
   * The server answers outsiders of a private room like a mistyped address. But somebody who had a pending message for
   * the room knows that it existed, so the error is replaced.
   *
   * @param room key of the pending message's room
   */
  async explain(sent: Promise<Message>, room: string): Promise<Message> {
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
