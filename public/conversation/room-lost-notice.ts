import type { Composer } from '../composer/composer.js';
import type { Banner } from '../page/banner.js';
import type { Strings } from '../page/strings.js';
import type { News } from '../poll/answer.js';
import type { Room } from '../server/room.js';

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
}
