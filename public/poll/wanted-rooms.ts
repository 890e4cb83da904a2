import { advance, type Positions } from './positions.js';

/** Which rooms each tab wants, and from which positions. */
export class WantedRooms {
  readonly #tabs = new Map<string, Positions>();

  /** @returns whether it is more than all tabs wanted before */
  set(tab: string, after: Positions): boolean {
    const known = this.lowest();
    this.#tabs.set(tab, new Map(after));
    return [...after].some(([room, seq]) => seq < (known.get(room) ?? Infinity));
  }

  delete(tab: string): void {
    this.#tabs.delete(tab);
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
