import type { User } from '../../accounts/user.js';
import type { RoomAccessService } from '../../rooms/room-access.service.js';
import { isPrivateKey } from '../../rooms/room.js';

/** The rooms that a client polls: which of them its user may read, as of the last look. What is closed once stays so. */
export class PolledRooms {
  readonly #closed = new Set<string>();
  readonly #private: string[];
  /** How often anybody had come or gone anywhere, as of the last look. */
  #lookedAt: number | undefined;

  constructor(
    private readonly access: RoomAccessService,
    private readonly user: User | null,
    private readonly keys: readonly string[],
  ) {
    this.#private = keys.filter(isPrivateKey);
  }

  get hasClosed(): boolean {
    return this.#closed.size > 0;
  }

  get closed(): string[] {
    return [...this.#closed];
  }

  get open(): readonly string[] {
    return this.hasClosed ? this.keys.filter((key) => !this.#closed.has(key)) : this.keys;
  }

  isOpen(key: string): boolean {
    return !this.#closed.has(key);
  }

  /**
   * Looks who may read what now, unless nothing has changed since the last look. True if it is still as it was, at this moment;
   * false or, where it has to be read, a promise if not: whoever has read something meanwhile reads it again, and looks again.
   */
  look(): boolean | Promise<boolean> {
    const { changes } = this.access;
    if (this.#private.length === 0 || changes === this.#lookedAt) return true;
    const closed = this.access.closedAmong(this.user, this.#private);
    return closed instanceof Promise
      ? closed.then((keys) => this.#close(keys, changes))
      : this.#close(closed, changes);
  }

  #close(keys: readonly string[], changes: number): boolean {
    const before = this.#closed.size;
    for (const key of keys) this.#closed.add(key);
    this.#lookedAt = changes;
    return this.#closed.size === before;
  }
}
