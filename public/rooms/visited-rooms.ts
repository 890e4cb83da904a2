import { element } from '../page/elements.js';
import type { PersonalStorage } from '../storage/personal-storage.js';
import type { Room } from '../server/room.js';

const ROOMS = 'rooms';
const MOST_ROOMS = 30;

/** Rooms visited with this browser, newest first. They stay private: the server is not told. */
export class VisitedRooms {
  readonly #storage: PersonalStorage;

  constructor(storage: PersonalStorage) {
    this.#storage = storage;
  }

  add({ key, name }: Room): void {
    const rooms = [{ key, name }, ...this.list().filter((one) => one.key !== key)];
    this.#storage.set(ROOMS, JSON.stringify(rooms.slice(0, MOST_ROOMS)));
  }

  /** @returns an empty list if the stored data is damaged */
  list(): Room[] {
    try {
      const rooms = JSON.parse(this.#storage.get(ROOMS) ?? '[]');
      return Array.isArray(rooms) ? rooms.filter(isRoom) : [];
    } catch {
      return [];
    }
  }

  /**
   * Adds rooms to the list on the page that the server did not list.
   *
   * @param action path of rooms
   * @param current key of the present room
   */
  showIn(list: HTMLElement, action: string, current: string): void {
    const shown = new Set(Array.from(list.querySelectorAll('a'), (one) => one.dataset['room']));
    for (const { key, name } of this.list()) {
      if (shown.has(key)) continue;
      const made = document.createElement('a');
      made.className = 'room-link';
      // By name, which may be stored nowhere else. `create`, because whoever visited the room has created it.
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
