import { element } from '../page/elements.js';
import type { PersonalStorage } from '../storage/personal-storage.js';
import type { Room } from '../server/room.js';

const ROOMS = 'rooms';
const MOST_ROOMS = 30;

/** The rooms looked into with this browser, newest first. They are its own affair: the server is not told. */
export class VisitedRooms {
  readonly #kept: PersonalStorage;

  constructor(kept: PersonalStorage) {
    this.#kept = kept;
  }

  add({ key, name }: Room): void {
    const rooms = [{ key, name }, ...this.list().filter((one) => one.key !== key)];
    this.#kept.set(ROOMS, JSON.stringify(rooms.slice(0, MOST_ROOMS)));
  }

  /** @returns none, if what is kept is damaged */
  list(): Room[] {
    try {
      const rooms = JSON.parse(this.#kept.get(ROOMS) ?? '[]');
      return Array.isArray(rooms) ? rooms.filter(isRoom) : [];
    } catch {
      return [];
    }
  }

  /**
   * Adds to the list on the page what the server did not know of.
   *
   * @param action where rooms are
   * @param current the room one is in
   */
  showIn(list: HTMLElement, action: string, current: string): void {
    const shown = new Set(Array.from(list.querySelectorAll('a'), (one) => one.dataset['room']));
    for (const { key, name } of this.list()) {
      if (shown.has(key)) continue;
      const made = document.createElement('a');
      made.className = 'room-link';
      // By its name, which may be nowhere else yet; whoever has been in there has created it.
      made.href = `${action}?${new URLSearchParams({ room: name, create: '1' })}`;
      made.dataset['room'] = key;
      made.dataset['kind'] = 'open';
      made.append(element('bdi', { text: name }));
      if (key === current) made.setAttribute('aria-current', 'page');
      list.append(element('li', {}, [made]));
    }
  }
}

function isRoom(one: unknown): boolean {
  const { key, name } = (one ?? {}) as Partial<Room>;
  return typeof key === 'string' && typeof name === 'string';
}
