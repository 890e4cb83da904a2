import { element } from './html.js';

const STORED_AS = 'linger.rooms';
const MOST = 30;

/** @typedef {import('./page.js').Room} Room */

/** The rooms looked into with this browser, newest first. They are its own affair: the server is not told. */
export class VisitedRooms {
  #storage;

  /** @param {() => Pick<Storage, 'getItem' | 'setItem'>} storage asking for it throws where it is forbidden */
  constructor(storage = () => localStorage) {
    this.#storage = storage;
  }

  /** @param {Room} room */
  add({ key, name }) {
    const rooms = [{ key, name }, ...this.list().filter((one) => one.key !== key)].slice(0, MOST);
    try {
      this.#storage().setItem(STORED_AS, JSON.stringify(rooms));
    } catch {
      // Full or forbidden: the list of rooms is a convenience, the page works without.
    }
  }

  /** @returns {Room[]} */
  list() {
    try {
      const stored = JSON.parse(this.#storage().getItem(STORED_AS) ?? '[]');
      return Array.isArray(stored) ? stored.filter(isRoom) : [];
    } catch {
      return [];
    }
  }

  /**
   * Adds to the list on the page what the server did not know of.
   *
   * @param {HTMLElement} list
   * @param {string} action where the form that enters a room goes
   * @param {string} current the room one is in
   */
  showIn(list, action, current) {
    const shown = new Set(Array.from(list.querySelectorAll('a'), (one) => one.dataset['room']));
    for (const { key, name } of this.list()) {
      if (shown.has(key)) continue;
      const made = link(key, name, action);
      if (key === current) made.setAttribute('aria-current', 'page');
      list.append(element('li', {}, [made]));
    }
  }
}

/**
 * @param {string} key
 * @param {string} name
 * @param {string} action
 */
function link(key, name, action) {
  const made = document.createElement('a');
  made.className = 'room-link';
  made.href = `${action}?${new URLSearchParams({ room: key })}`;
  made.dataset['room'] = key;
  made.append(element('bdi', { text: name }));
  return made;
}

/**
 * @param {unknown} one
 * @returns {one is Room}
 */
function isRoom(one) {
  const { key, name } = /** @type {Partial<Room>} */ (one ?? {});
  return typeof key === 'string' && typeof name === 'string';
}
