import type { Strings } from '../page/strings.js';
import type { RoomEvent } from '../server/entry.js';

const CHANGES = new Map([
  ['joined', 1],
  ['left', -1],
  ['removed', -1],
  ['banned', -1],
]);

/** How many members a group has, below its name. The server counted them; each notice that follows says who came or went. */
export class MemberCount {
  readonly #place: HTMLElement | null;
  readonly #room: string;
  readonly #strings: Strings;
  #seq: number;
  #count: number;

  /** @param seq the newest that the server has counted */
  constructor(room: string, seq: number, strings: Strings) {
    this.#seq = seq;
    this.#place = document.querySelector<HTMLElement>('.room-kind [data-members]');
    this.#count = Number(this.#place?.dataset['members']);
    this.#room = room;
    this.#strings = strings;
  }

  news(events: RoomEvent[]): void {
    if (!this.#place) return;
    const before = this.#count;
    for (const { room, seq, membership } of events) {
      if (room !== this.#room || seq <= this.#seq) continue;
      this.#seq = seq;
      this.#count += CHANGES.get(membership?.change ?? '') ?? 0;
    }
    if (this.#count === before) return;
    this.#place.textContent = this.#strings.t('browser.members', { count: this.#count });
  }
}
