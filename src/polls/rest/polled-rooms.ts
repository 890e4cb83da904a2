import type { User } from '../../accounts/user.js';
import type { RoomAccessService } from '../../rooms/room-access.service.js';
import { isPrivateKey } from '../../rooms/room.js';

/**
 * The rooms that a client polls, and which of them its user could read at the last look. A room once closed
 * stays closed.
 */
export class PolledRooms {
  readonly #closed = new Set<string>();
  readonly #private: string[];
  /** `RoomAccessService.changes` at the last look. */
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
   * Checks again who may read what, unless no membership has changed since the last look. True if nothing
   * changed, which holds at this moment. Otherwise false, or a promise if memberships must be read first;
   * then read the events again, and look again.
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
