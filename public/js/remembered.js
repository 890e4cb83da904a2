import { DRAFT } from './kept.js';
import { element } from './page.js';

const ROOMS = 'rooms';
const MOST_ROOMS = 30;

/** The rooms looked into with this browser, newest first. They are its own affair: the server is not told. */
export class VisitedRooms {
  #kept;

  /** @param {import('./kept.js').Kept} kept */
  constructor(kept) {
    this.#kept = kept;
  }

  /** @param {Room} room */
  add({ key, name }) {
    const rooms = [{ key, name }, ...this.list().filter((one) => one.key !== key)];
    this.#kept.set(ROOMS, JSON.stringify(rooms.slice(0, MOST_ROOMS)));
  }

  /** @returns {Room[]} none, if what is kept is damaged */
  list() {
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
   * @param {HTMLElement} list
   * @param {string} action where rooms are
   * @param {string} current the room one is in
   */
  showIn(list, action, current) {
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

/** What is being written, room by room: it outlasts the tab, whole. */
export class Drafts {
  #kept;
  /** What this page has told last. @type {Map<string, string>} */
  #told = new Map();

  /** @param {import('./kept.js').Kept} kept of who writes */
  constructor(kept) {
    this.#kept = kept;
  }

  /** @param {string} key of a room; what is written elsewhere has a key that no room has */
  of(key) {
    return this.#kept.get(DRAFT + key) ?? '';
  }

  /**
   * @param {string} key
   * @param {string} text nothing: there is no draft any more
   * @returns {boolean} whether it is kept
   */
  keep(key, text) {
    this.#told.set(key, text);
    if (text) return this.#kept.set(DRAFT + key, text);
    this.#kept.remove(DRAFT + key);
    return true;
  }

  /** Whether all that was told survives this page. */
  get safe() {
    return [...this.#told].every(([key, text]) => !text || this.of(key) === text);
  }

  /**
   * @param {string} key
   * @param {(text: string) => void} onChange another tab has written something else
   */
  watch(key, onChange) {
    this.#kept.watch(DRAFT + key, () => onChange(this.of(key)));
  }

  /**
   * Marks the rooms in which something is half written.
   *
   * @param {HTMLElement} list
   * @param {string} label
   */
  showIn(list, label) {
    for (const link of list.querySelectorAll('a:not([aria-current])')) {
      const draft = this.of(link.getAttribute('data-room') ?? '');
      if (draft) link.append(element('span', { class: 'room-draft', text: label }));
    }
  }
}

/** @param {unknown} one */
function isRoom(one) {
  const { key, name } = /** @type {Partial<Room>} */ (one ?? {});
  return typeof key === 'string' && typeof name === 'string';
}
