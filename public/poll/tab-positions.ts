import type { News, Updates } from './answer.js';
import { advance, newsAfter, type Positions, reached } from './positions.js';
import { WantedRooms } from './wanted-rooms.js';

/** How far this tab has come in each of its rooms, and what it knows of the other tabs, for which it may ask too. */
export class TabPositions {
  readonly #tab: string;
  readonly #own: Positions;
  readonly #wanted = new WantedRooms();

  constructor(tab: string, own: Positions) {
    this.#tab = tab;
    this.#own = own;
  }

  /** What this tab tells the others that it wants, and is asked for from now on. */
  announce(): Positions {
    this.#wanted.set(this.#tab, this.#own);
    return this.#own;
  }

  /** Undefined of a room that is not wanted, or not any more. */
  in(room: string): number | undefined {
    return this.#own.get(room);
  }

  /** From where to ask, so that every tab can go on from where it is. */
  get lowest(): Positions {
    return this.#wanted.lowest();
  }

  /** @returns whether there are rooms among them that this tab did not want yet */
  add(positions: Positions): boolean {
    const more = [...positions].filter(([room]) => !this.#own.has(room));
    for (const [room, seq] of more) this.#own.set(room, seq);
    return more.length > 0;
  }

  /** @returns whether the other tab wants more than all did before */
  meet(tab: string, after: Positions): boolean {
    return this.#wanted.set(tab, after);
  }

  forget(tab: string): void {
    this.#wanted.delete(tab);
  }

  /** Moves to where an answer led. `complete`: no room of this tab stayed behind. */
  take(from: Positions, answer: Updates): { news: News; complete: boolean } {
    const to = reached(from, answer);
    this.#wanted.advance(from, to);
    const news = newsAfter(this.#own, from, answer);
    return { news, complete: advance(this.#own, from, to) };
  }
}
