import { DRAFT, forget, HERE, keysIn, PREFIX } from './keys.js';
import { forgetWhoLeft } from './sign-out.js';

/** What those are called by whom nobody knows yet. */
const VISITORS = `${PREFIX}none:`;

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * What this browser keeps for one person, who is named as the page names them to the server. Nobody else who uses the browser is
 * shown any of it, and it is gone when that person signs out here.
 */
export class PersonalStorage {
  #who: string;
  readonly #storage: () => Shelf;
  /** Whether anything can be kept at all. */
  #isHere = false;

  /** @param storage asking for it throws where it is forbidden */
  constructor(who: string, storage: () => Shelf = () => localStorage) {
    this.#who = who;
    this.#storage = storage;
    this.#arrive();
  }

  /**
   * What the page that has just been loaded finds. What its own visitor left before they were known is theirs. Of other visitors,
   * whose sessions are over, whoever has just signed up keeps the drafts, which they have yet to send; the rest is nobody's any more.
   *
   * @param cameFrom the address of the page before
   */
  static of(
    { actingAs, nobody }: { actingAs: string; nobody: string },
    cameFrom = document.referrer,
  ): PersonalStorage {
    forgetWhoLeft(actingAs);
    for (const who of visitors()) {
      if (who === nobody) continue;
      if (actingAs !== nobody && cameFrom.includes('/sign-up'))
        new PersonalStorage(who).become(actingAs, DRAFT);
      forget(who);
    }
    const kept = new PersonalStorage(nobody);
    kept.become(actingAs);
    return kept;
  }

  #arrive(): void {
    try {
      this.#storage().setItem(this.#key(HERE), '');
      this.#isHere = true;
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

  /** @returns whether it is kept: not where storage is full or forbidden, nor for whoever has been forgotten */
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
      // Forbidden: there is nothing in it.
    }
  }

  /** @param prefix of the names that are wanted */
  names(prefix: string): string[] {
    const start = this.#key(prefix);
    return keysIn(this.#storage)
      .filter((key) => key.startsWith(start))
      .map((key) => key.slice(this.#key('').length));
  }

  /**
   * Whether this person has signed out in this browser meanwhile, or their visit is over. A page that is open keeps what it shows.
   */
  get isForgotten(): boolean {
    return this.#isHere && this.get(HERE) === null;
  }

  /**
   * A visitor is somebody now, and takes along what there is. It needs no more room: who they were is as long as who they are.
   *
   * @param prefix of the names that go along
   */
  become(who: string, prefix = ''): void {
    if (who === this.#who) return;
    const names = this.names(prefix).filter((name) => name !== HERE);
    const texts = names.map((name) => this.get(name));
    for (const name of names) this.remove(name);
    this.#who = who;
    this.#arrive();
    names.forEach((name, i) => this.set(name, texts[i] ?? ''));
  }

  /**
   * @param prefix of the names that are of interest
   * @param onChange another tab of the same person changed something there
   */
  watch(prefix: string, onChange: () => void): void {
    window.addEventListener('storage', ({ key }) => {
      if (!this.isForgotten && (key === null || key.startsWith(this.#key(prefix)))) onChange();
    });
  }

  #key(name: string): string {
    return `${PREFIX}${this.#who}/${name}`;
  }
}

/** Of whom anything is kept that nobody knew yet. */
function visitors(): Set<string> {
  const keys = keysIn(() => localStorage).filter((key) => key.startsWith(VISITORS));
  return new Set(keys.map((key) => key.split('/')[1] ?? ''));
}
