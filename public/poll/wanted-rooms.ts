import { advance, type Positions } from './positions.js';

/** So many rooms can be asked who is in them. */
const MOST_SHOWN = 20;

/** Which rooms each tab wants, and from which positions; and which one it shows. */
export class WantedRooms {
  readonly #tabs = new Map<string, Positions>();
  readonly #shown = new Map<string, string>();

  /**
   * @param shown empty if the tab shows no room
   * @returns whether it is more than all tabs wanted before
   */
  set(tab: string, after: Positions, shown: string): boolean {
    const known = this.lowest();
    this.#shown.set(tab, shown);
    this.#tabs.set(tab, new Map(after));
    return [...after].some(([room, seq]) => seq < (known.get(room) ?? Infinity));
  }

  delete(tab: string): void {
    this.#tabs.delete(tab);
    this.#shown.delete(tab);
  }

  /** The rooms that tabs show, sorted. */
  get shown(): string[] {
    return [...new Set(this.#shown.values())].filter(Boolean).toSorted().slice(0, MOST_SHOWN);
  }

  /** The positions to poll from, so that every tab can continue. */
  lowest(): Positions {
    const lowest: Positions = new Map();
    for (const after of this.#tabs.values()) {
      for (const [room, seq] of after) lowest.set(room, Math.min(seq, lowest.get(room) ?? seq));
    }
    return lowest;
  }

  advance(from: Positions, to: Positions): void {
    for (const after of this.#tabs.values()) advance(after, from, to);
  }
}
