const PREFIX = 'linger/';
/** Names who has signed out in this browser last. */
const LEFT = `${PREFIX}left`;
/** There for as long as what is kept for somebody. */
const HERE = 'here';
/** What those are called by whom nobody knows yet. */
const VISITORS = `${PREFIX}none:`;

/** Before the room of a draft. */
export const DRAFT = 'draft/';

/** @typedef {Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>} Shelf */

/**
 * What this browser keeps for one person, who is named as the page names them to the server. Nobody else who uses the browser is
 * shown any of it, and it is gone when that person signs out here.
 */
export class Kept {
  #who;
  #storage;
  /** Whether anything can be kept at all. */
  #isHere = false;

  /**
   * @param {string} who
   * @param {() => Shelf} storage asking for it throws where it is forbidden
   */
  constructor(who, storage = () => localStorage) {
    this.#who = who;
    this.#storage = storage;
    this.#arrive();
  }

  /**
   * What the page that has just been loaded finds. What its own visitor left before they were known is theirs. Of other visitors,
   * whose sessions are over, whoever has just signed up keeps the drafts, which they have yet to send; the rest is nobody's any more.
   *
   * @param {{ actingAs: string, nobody: string }} page
   * @param {string} cameFrom the address of the page before
   */
  static of({ actingAs, nobody }, cameFrom = document.referrer) {
    forgetWhoLeft(actingAs);
    for (const who of visitors()) {
      if (who === nobody) continue;
      if (actingAs !== nobody && cameFrom.includes('/sign-up')) new Kept(who).become(actingAs, DRAFT);
      forget(who);
    }
    const kept = new Kept(nobody);
    kept.become(actingAs);
    return kept;
  }

  #arrive() {
    try {
      this.#storage().setItem(this.#key(HERE), '');
      this.#isHere = true;
    } catch {
      // Full or forbidden: nothing is kept.
    }
  }

  /** @param {string} name */
  get(name) {
    try {
      return this.#storage().getItem(this.#key(name));
    } catch {
      return null;
    }
  }

  /**
   * @param {string} name
   * @param {string} text
   * @returns {boolean} whether it is kept: not where storage is full or forbidden, nor for whoever has been forgotten
   */
  set(name, text) {
    try {
      if (this.isForgotten) return false;
      this.#storage().setItem(this.#key(name), text);
      return true;
    } catch {
      return false;
    }
  }

  /** @param {string} name */
  remove(name) {
    try {
      this.#storage().removeItem(this.#key(name));
    } catch {
      // Forbidden: there is nothing in it.
    }
  }

  /** @param {string} prefix of the names that are wanted */
  names(prefix) {
    const start = this.#key(prefix);
    return keysIn(this.#storage)
      .filter((key) => key.startsWith(start))
      .map((key) => key.slice(this.#key('').length));
  }

  /** Whether this person has signed out in this browser meanwhile, or their visit is over. A page that is open keeps what it shows. */
  get isForgotten() {
    return this.#isHere && this.get(HERE) === null;
  }

  /**
   * A visitor is somebody now, and takes along what there is. It needs no more room: who they were is as long as who they are.
   *
   * @param {string} who
   * @param {string} prefix of the names that go along
   */
  become(who, prefix = '') {
    if (who === this.#who) return;
    const names = this.names(prefix).filter((name) => name !== HERE);
    const texts = names.map((name) => this.get(name));
    for (const name of names) this.remove(name);
    this.#who = who;
    this.#arrive();
    names.forEach((name, i) => this.set(name, texts[i] ?? ''));
  }

  /**
   * @param {string} prefix of the names that are of interest
   * @param {() => void} onChange another tab of the same person changed something there
   */
  watch(prefix, onChange) {
    window.addEventListener('storage', ({ key }) => {
      if (!this.isForgotten && (key === null || key.startsWith(this.#key(prefix)))) onChange();
    });
  }

  /** @param {string} name */
  #key(name) {
    return `${PREFIX}${this.#who}/${name}`;
  }
}

/**
 * Somebody signs out here: the page that this leads to forgets what was kept for them, and so do their other tabs.
 *
 * @param {string} who
 */
export function leave(who) {
  try {
    localStorage.setItem(LEFT, who);
  } catch {
    // Full or forbidden. What is full is emptied at once.
    forget(who);
  }
}

/**
 * Forgets what was kept for whoever signed out last, unless they are here: then they have not, or are back.
 *
 * @param {string} who uses the browser now
 */
export function forgetWhoLeft(who) {
  try {
    const left = localStorage.getItem(LEFT);
    if (left === who) localStorage.removeItem(LEFT);
    else if (left !== null) forget(left);
  } catch {
    // Forbidden: nothing was kept.
  }
}

/** @param {string} who */
function forget(who) {
  const start = `${PREFIX}${who}/`;
  // First that they are gone: an open page of theirs is not to take over that there is nothing.
  for (const key of [start + HERE, ...keysIn(() => localStorage)])
    if (key.startsWith(start)) localStorage.removeItem(key);
}

/** Of whom anything is kept that nobody knew yet. */
function visitors() {
  const keys = keysIn(() => localStorage).filter((key) => key.startsWith(VISITORS));
  return new Set(keys.map((key) => key.split('/')[1] ?? ''));
}

/** @param {() => object} storage */
export function keysIn(storage) {
  try {
    return Object.keys(storage());
  } catch {
    return [];
  }
}
