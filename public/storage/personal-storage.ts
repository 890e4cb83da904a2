import { listen } from '../page/page-scope.js';
import { DRAFT, deletePersonalData, PRESENT, keysIn, PREFIX } from './keys.js';
import { deleteSignedOutData } from './sign-out.js';

/** The prefix for visitors who have no user yet. */
const VISITORS = `${PREFIX}none:`;

type StorageArea = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * What this browser keeps for one person, under the name that the page sends to the server. No other user of
 * the browser is shown any of it, and it is deleted when that person signs out here.
 */
export class PersonalStorage {
  #who: string;
  readonly #storage: () => StorageArea;
  /** True if anything can be kept at all. */
  #isAvailable = false;

  /** @param storage accessing it throws if it is forbidden */
  constructor(who: string, storage: () => StorageArea = () => localStorage) {
    this.#who = who;
    this.#storage = storage;
    this.#markPresent();
  }

  /**
   * The storage of a freshly loaded page. What its own visitor left before they had a user is theirs. Of
   * other visitors, whose sessions have ended, somebody who has just signed up gets the drafts; the rest is
   * deleted.
   *
   * @param cameFrom address of the previous page
   */
  static of(
    { actingAs, anonymousId }: { actingAs: string; anonymousId: string },
    cameFrom = document.referrer,
  ): PersonalStorage {
    deleteSignedOutData(actingAs);
    for (const who of visitors()) {
      if (who === anonymousId) continue;
      if (actingAs !== anonymousId && cameFrom.includes('/sign-up'))
        new PersonalStorage(who).moveTo(actingAs, DRAFT);
      deletePersonalData(who);
    }
    const storage = new PersonalStorage(anonymousId);
    storage.moveTo(actingAs);
    return storage;
  }

  #markPresent(): void {
    try {
      this.#storage().setItem(this.#key(PRESENT), '');
      this.#isAvailable = true;
    } catch {
      // Full or forbidden: nothing is kept.
    }
  }

  get(name: string): string | null {
    try {
      return this.#storage().getItem(this.#key(name));
    } catch {
      return null;
    }
  }

  /** @returns whether it was kept; false if storage is full or forbidden, or if the person was forgotten */
  set(name: string, text: string): boolean {
    try {
      if (this.isForgotten) return false;
      this.#storage().setItem(this.#key(name), text);
      return true;
    } catch {
      return false;
    }
  }

  remove(name: string): void {
    try {
      this.#storage().removeItem(this.#key(name));
    } catch {
      // Forbidden, so there is nothing in it.
    }
  }

  /** @param prefix of the wanted names */
  names(prefix: string): string[] {
    const start = this.#key(prefix);
    return keysIn(this.#storage)
      .filter((key) => key.startsWith(start))
      .map((key) => key.slice(this.#key('').length));
  }

  /**
   * True if this person has signed out in this browser meanwhile, or their session has ended. An open page
   * keeps what it shows.
   */
  get isForgotten(): boolean {
    return this.#isAvailable && this.get(PRESENT) === null;
  }

  /**
   * The visitor has a user now, and takes along what is kept. This needs no more space, because both ids have
   * the same length.
   *
   * @param prefix of the names to take along
   */
  moveTo(who: string, prefix = ''): void {
    if (who === this.#who) return;
    const names = this.names(prefix).filter((name) => name !== PRESENT);
    const texts = names.map((name) => this.get(name));
    for (const name of names) this.remove(name);
    this.#who = who;
    this.#markPresent();
    names.forEach((name, i) => this.set(name, texts[i] ?? ''));
  }

  /**
   * @param prefix of the names to watch
   * @param onChange called when another tab of the same person changed one
   */
  watch(prefix: string, onChange: () => void): void {
    listen(window, 'storage', ({ key }) => {
      if (!this.isForgotten && (key === null || key.startsWith(this.#key(prefix)))) onChange();
    });
  }

  #key(name: string): string {
    return `${PREFIX}${this.#who}/${name}`;
  }
}

/** The visitors for whom something is kept. */
function visitors(): Set<string> {
  const keys = keysIn(() => localStorage).filter((key) => key.startsWith(VISITORS));
  return new Set(keys.map((key) => key.split('/')[1] ?? ''));
}
