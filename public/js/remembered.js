import { element } from './page.js';

const MOST_CHARS = 50_000;

/** @typedef {[key: string, text: string]} Draft */

/** The rooms looked into with this browser, newest first. They are its own affair: the server is not told. */
export class VisitedRooms {
  #kept;

  /** @param {ListStorage} storage */
  constructor(storage = () => localStorage) {
    this.#kept = new KeptList('linger.rooms', 30, isRoom, storage);
  }

  /** @param {Room} room */
  add({ key, name }) {
    this.#kept.set([{ key, name }, ...this.list().filter((one) => one.key !== key)]);
  }

  /** @returns {Room[]} */
  list() {
    return this.#kept.get();
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
      const made = document.createElement('a');
      made.className = 'room-link';
      made.href = `${action}?${new URLSearchParams({ room: key })}`;
      made.dataset['room'] = key;
      made.append(element('bdi', { text: name }));
      if (key === current) made.setAttribute('aria-current', 'page');
      list.append(element('li', {}, [made]));
    }
  }
}

/** What is being written, room by room: it survives a reload in this tab, and is nobody else's business. */
export class Drafts {
  #kept;

  /** @param {ListStorage} storage */
  constructor(storage = () => sessionStorage) {
    this.#kept = new KeptList('linger.drafts', 20, isDraft, storage);
  }

  /** @param {string} key of a room; what is written elsewhere has a key that no room has */
  of(key) {
    return this.#list().find(([one]) => one === key)?.[1] ?? '';
  }

  /**
   * @param {string} key
   * @param {string} text nothing: there is no draft any more
   */
  keep(key, text) {
    const others = this.#list().filter(([one]) => one !== key);
    this.#kept.set(text ? [[key, text.slice(0, MOST_CHARS)], ...others] : others);
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

  /** @returns {Draft[]} */
  #list() {
    return this.#kept.get();
  }
}

/** A list in the browser's storage. Where that is full or forbidden it is empty: the page works without. */
class KeptList {
  #key;
  #most;
  #isOne;
  #storage;

  /**
   * @param {string} key
   * @param {number} most
   * @param {(one: unknown) => boolean} isOne
   * @param {ListStorage} storage
   */
  constructor(key, most, isOne, storage) {
    this.#key = key;
    this.#most = most;
    this.#isOne = isOne;
    this.#storage = storage;
  }

  /** @returns {any[]} */
  get() {
    try {
      const stored = JSON.parse(this.#storage().getItem(this.#key) ?? '[]');
      return Array.isArray(stored) ? stored.filter(this.#isOne) : [];
    } catch {
      return [];
    }
  }

  /** @param {unknown[]} list */
  set(list) {
    try {
      this.#storage().setItem(this.#key, JSON.stringify(list.slice(0, this.#most)));
    } catch {
      // What is not kept is still on the page.
    }
  }
}

/** @param {unknown} one */
function isDraft(one) {
  return Array.isArray(one) && typeof one[0] === 'string' && typeof one[1] === 'string';
}

/** @param {unknown} one */
function isRoom(one) {
  const { key, name } = /** @type {Partial<Room>} */ (one ?? {});
  return typeof key === 'string' && typeof name === 'string';
}
