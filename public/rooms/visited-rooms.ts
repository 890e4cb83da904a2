import { element } from '../page/elements.js';
import type { PersonalStorage } from '../storage/personal-storage.js';
import { RequestError } from '../server/request-error.js';
import type { Room } from '../server/room.js';

const ROOMS = 'rooms';
const MOST_ROOMS = 30;

/**
 * Open rooms visited with this browser that the server does not list yet, newest first. The server follows them once the visitor has written
 * something; until then nothing is stored there.
 */
export class VisitedRooms {
  readonly #storage: PersonalStorage;
  readonly #follow: (room: string) => Promise<unknown>;

  /** @param follow asks the server to follow a room */
  constructor(storage: PersonalStorage, follow: (room: string) => Promise<unknown>) {
    this.#storage = storage;
    this.#follow = follow;
  }

  add({ key, name }: Room): void {
    const rooms = [{ key, name }, ...this.list().filter((one) => one.key !== key)];
    this.#set(rooms.slice(0, MOST_ROOMS));
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

  /** Hands them over to the server. If there is no connection, the rest is kept for the next page. */
  async handOver(): Promise<void> {
    for (const { key } of this.list()) {
      try {
        await this.#follow(key);
      } catch (error) {
        // A name from before a stricter rule cannot be followed.
        if (!(error instanceof RequestError) || error.code !== 'ROOM_INVALID') return;
      }
      this.#set(this.list().filter((one) => one.key !== key));
    }
  }

  #set(rooms: Room[]): void {
    this.#storage.set(ROOMS, JSON.stringify(rooms));
  }

  /**
   * Adds them to the open rooms that the server listed.
   *
   * @param action path of rooms
   * @param current the room of the page, if it is open and exists
   */
  showIn(list: HTMLElement, action: string, current: Room | null): void {
    const place = list.querySelector('[data-kind="open"]') ?? list.querySelector('.room-list');
    const shown = new Set(Array.from(list.querySelectorAll('a'), (one) => one.dataset['room']));
    for (const { key, name } of [...(current ? [current] : []), ...this.list()]) {
      if (shown.has(key)) continue;
      shown.add(key);
      const made = document.createElement('a');
      made.className = 'room-link';
      // By name, which may be stored nowhere else. `create`, because whoever visited the room has created it.
      made.href = `${action}?${new URLSearchParams({ room: name, create: '1' })}`;
      made.dataset['room'] = key;
      made.dataset['kind'] = 'open';
      made.append(element('bdi', { text: name }));
      if (key === current?.key) made.setAttribute('aria-current', 'page');
      place?.append(element('li', {}, [made]));
    }
  }
}

function isRoom(one: unknown): boolean {
  const { key, name } = (one ?? {}) as Partial<Room>;
  return typeof key === 'string' && typeof name === 'string';
}
