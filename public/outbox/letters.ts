import type { PersonalStorage } from '../storage/personal-storage.js';

const PREFIX = 'letter/';

/** A message that the server has not acknowledged yet. */
export interface Letter {
  clientId: string;
  room: string;
  body: string;
  /** When it was written; `n` orders what was written in one millisecond. */
  at: number;
  n: number;
  /** refused: the same again would not be accepted either. */
  state: 'pending' | 'failed' | 'refused';
  /** Why it was not sent, in the reader's language. */
  reason: string;
}

/**
 * What was written and is not stored by the server yet, in all rooms and tabs, in its order. Each letter has a place of its
 * own in the storage: tabs that write at the same time take nothing from each other.
 */
export class Letters {
  readonly #kept: PersonalStorage;
  /** What the storage did not take. */
  readonly #unsaved = new Map<string, Letter>();

  /** @param kept of who writes them */
  constructor(kept: PersonalStorage) {
    this.#kept = kept;
  }

  /** Whether all of them survive this page. */
  get safe(): boolean {
    return this.#unsaved.size === 0;
  }

  list(): Letter[] {
    const saved = this.#kept.names(PREFIX).flatMap((name) => parse(this.#kept.get(name)));
    const letters = saved.filter(({ clientId }) => !this.#unsaved.has(clientId));
    return [...letters, ...this.#unsaved.values()].toSorted((a, b) => a.at - b.at || a.n - b.n);
  }

  put(letter: Letter): void {
    if (this.#kept.set(PREFIX + letter.clientId, JSON.stringify(letter)))
      this.#unsaved.delete(letter.clientId);
    else this.#unsaved.set(letter.clientId, letter);
  }

  /** @returns whether it was there */
  remove(clientId: string): boolean {
    const there = this.list().some((one) => one.clientId === clientId);
    this.#unsaved.delete(clientId);
    this.#kept.remove(PREFIX + clientId);
    return there;
  }

  /** @param onChange another tab wrote one, or took one out */
  watch(onChange: () => void): void {
    this.#kept.watch(PREFIX, onChange);
  }
}

/** @returns none, if it is no letter */
function parse(text: string | null): Letter[] {
  try {
    const letter = JSON.parse(text ?? '');
    return typeof letter?.body === 'string' && typeof letter.room === 'string' ? [letter] : [];
  } catch {
    return [];
  }
}
