import type { PersonalStorage } from '../storage/personal-storage.js';

const PREFIX = 'letter/';

/** A message that the server has not acknowledged yet. */
export interface PendingMessage {
  clientId: string;
  room: string;
  body: string;
  /** When it was written; `n` orders pending messages of the same millisecond. */
  at: number;
  n: number;
  /** refused: sending the same again would fail again. */
  state: 'pending' | 'failed' | 'refused';
  /** Why it was not sent, in the reader's language. */
  reason: string;
}

/**
 * All pending messages that the server has not stored yet, of all rooms and tabs, in order. Each pending message has its own
 * storage key, so tabs that write at the same time do not overwrite each other.
 */
export class PendingMessages {
  readonly #storage: PersonalStorage;
  /** Messages that the storage did not accept. */
  readonly #unsaved = new Map<string, PendingMessage>();

  /** @param storage of the writer */
  constructor(storage: PersonalStorage) {
    this.#storage = storage;
  }

  /** True if all pending messages survive this page. */
  get safe(): boolean {
    return this.#unsaved.size === 0;
  }

  list(): PendingMessage[] {
    const saved = this.#storage.names(PREFIX).flatMap((name) => parse(this.#storage.get(name)));
    const pendingMessages = saved.filter(({ clientId }) => !this.#unsaved.has(clientId));
    return [...pendingMessages, ...this.#unsaved.values()].toSorted((a, b) => a.at - b.at || a.n - b.n);
  }

  put(pending: PendingMessage): void {
    if (this.#storage.set(PREFIX + pending.clientId, JSON.stringify(pending)))
      this.#unsaved.delete(pending.clientId);
    else this.#unsaved.set(pending.clientId, pending);
  }

  /** @returns whether it existed */
  remove(clientId: string): boolean {
    const there = this.list().some((one) => one.clientId === clientId);
    this.#unsaved.delete(clientId);
    this.#storage.remove(PREFIX + clientId);
    return there;
  }

  /** @param onChange called when another tab added or removed a pending message */
  watch(onChange: () => void): void {
    this.#storage.watch(PREFIX, onChange);
  }
}

/** @returns an empty list if the text is not a pending message */
function parse(text: string | null): PendingMessage[] {
  try {
    const pending = JSON.parse(text ?? '');
    return typeof pending?.body === 'string' && typeof pending.room === 'string' ? [pending] : [];
  } catch {
    return [];
  }
}
