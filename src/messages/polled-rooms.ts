import type { User } from '../accounts/user.js';
import type { RoomAccessService } from '../rooms/room-access.service.js';
import { isPrivateKey } from '../rooms/room.js';

/** The rooms of one poll of many: which of them its user may read, as of the last look. What is closed once stays so. */
export class PolledRooms {
  readonly #closed = new Set<string>();
  readonly #private: string[];

  constructor(
    private readonly access: RoomAccessService,
    private readonly user: User | null,
    private readonly keys: readonly string[],
  ) {
    this.#private = keys.filter(isPrivateKey);
  }

  /** False where nothing needs to be looked at. */
  get hasPrivate(): boolean {
    return this.#private.length > 0;
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
   * Looks who may read what now, which is true in the turn in which it is answered; at once where all of it is remembered. Whether
   * nothing has been closed.
   */
  look(): boolean | Promise<boolean> {
    const closed = this.access.closedAmong(this.user, this.#private);
    return closed instanceof Promise ? closed.then((keys) => this.#close(keys)) : this.#close(closed);
  }

  #close(keys: readonly string[]): boolean {
    const before = this.#closed.size;
    for (const key of keys) this.#closed.add(key);
    return this.#closed.size === before;
  }
}
