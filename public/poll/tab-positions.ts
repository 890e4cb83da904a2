import type { News, Updates } from './answer.js';
import { advance, newsAfter, type Positions, reached } from './positions.js';
import { WantedRooms } from './wanted-rooms.js';

/** This tab's positions, and the known positions of other tabs, for which it may poll. */
export class TabPositions {
  readonly #tab: string;
  readonly #room: string;
  readonly #own: Positions;
  readonly #wanted = new WantedRooms();

  /** @param room the one that this tab shows */
  constructor(tab: string, room: string, own: Positions) {
    this.#tab = tab;
    this.#room = room;
    this.#own = own;
  }

  /** What this tab announces, and polls for from now on. */
  announce(): Positions {
    this.#wanted.set(this.#tab, this.#own, this.#room);
    return this.#own;
  }

  /** Undefined for a room that is not wanted (any more). */
  in(room: string): number | undefined {
    return this.#own.get(room);
  }

  /** The positions to poll from, so that every tab can continue. */
  get lowest(): Positions {
    return this.#wanted.lowest();
  }

  /** The rooms that tabs show. */
  get shown(): string[] {
    return this.#wanted.shown;
  }

  /** @returns whether there are rooms that this tab did not want before */
  add(positions: Positions): boolean {
    const more = [...positions].filter(([room]) => !this.#own.has(room));
    for (const [room, seq] of more) this.#own.set(room, seq);
    return more.length > 0;
  }

  /** @returns whether the other tab wants more than all tabs did before */
  meet(tab: string, after: Positions, room: string): boolean {
    return this.#wanted.set(tab, after, room);
  }

  forget(tab: string): void {
    this.#wanted.delete(tab);
  }

  /** Moves to the end of an answer. `complete`: no room of this tab stayed behind. */
  take(from: Positions, answer: Updates): { news: News; complete: boolean } {
    const to = reached(from, answer);
    this.#wanted.advance(from, to);
    const news = newsAfter(this.#own, from, answer);
    return { news, complete: advance(this.#own, from, to) };
  }
}
