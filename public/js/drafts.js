const STORED_AS = 'linger.drafts';
const MOST_ROOMS = 20;
const MOST_CHARS = 50_000;

/** @typedef {[key: string, text: string]} Draft */

/** What is being written, room by room: it survives a reload in this tab, and is nobody else's business. */
export class Drafts {
  #storage;

  /** @param {() => Pick<Storage, 'getItem' | 'setItem'>} storage asking for it throws where it is forbidden */
  constructor(storage = () => sessionStorage) {
    this.#storage = storage;
  }

  /** @param {string} room */
  of(room) {
    return this.#list().find(([key]) => key === room)?.[1] ?? '';
  }

  /**
   * @param {string} room
   * @param {string} text nothing: there is no draft any more
   */
  keep(room, text) {
    const others = this.#list().filter(([key]) => key !== room);
    const drafts = text ? [[room, text.slice(0, MOST_CHARS)], ...others] : others;
    try {
      this.#storage().setItem(STORED_AS, JSON.stringify(drafts.slice(0, MOST_ROOMS)));
    } catch {
      // Full or forbidden: the text is still in the box.
    }
  }

  /** @returns {Draft[]} */
  #list() {
    try {
      const stored = JSON.parse(this.#storage().getItem(STORED_AS) ?? '[]');
      return Array.isArray(stored) ? stored.filter(isDraft) : [];
    } catch {
      return [];
    }
  }
}

/**
 * @param {unknown} one
 * @returns {one is Draft}
 */
function isDraft(one) {
  return Array.isArray(one) && typeof one[0] === 'string' && typeof one[1] === 'string';
}
