import type { PersonalStorage } from '../storage/personal-storage.js';

const PREFIX = 'letter/';

/** A message that the server has not acknowledged yet. */
export interface Letter {
  clientId: string;
  room: string;
  body: string;
  /** When it was written; `n` orders letters of the same millisecond. */
  at: number;
  n: number;
  /** refused: sending the same again would fail again. */
  state: 'pending' | 'failed' | 'refused';
  /** Why it was not sent, in the reader's language. */
  reason: string;
}

/**
 * All letters that the server has not stored yet, of all rooms and tabs, in order. Each letter has its own
 * storage key, so tabs that write at the same time do not overwrite each other.
 */
export class Letters {
  readonly #kept: PersonalStorage;
  /** Letters that the storage did not accept. */
  readonly #unsaved = new Map<string, Letter>();

  /** @param kept storage of the writer */
  constructor(kept: PersonalStorage) {
    this.#kept = kept;
  }

  /** True if all letters survive this page. */
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

  /** @returns whether it existed */
  remove(clientId: string): boolean {
    const there = this.list().some((one) => one.clientId === clientId);
    this.#unsaved.delete(clientId);
    this.#kept.remove(PREFIX + clientId);
    return there;
  }

  /** @param onChange called when another tab added or removed a letter */
  watch(onChange: () => void): void {
    this.#kept.watch(PREFIX, onChange);
  }
}

/** @returns an empty list if the text is not a letter */
function parse(text: string | null): Letter[] {
  try {
    const letter = JSON.parse(text ?? '');
    return typeof letter?.body === 'string' && typeof letter.room === 'string' ? [letter] : [];
  } catch {
    return [];
  }
}
