import type { Entry } from '../../src/log/entry.js';
import type { Stretch } from '../../src/log/room-log.store.js';
import { SqliteRoomLogStore } from '../../src/storage/sqlite/sqlite-room-log.store.js';

type Hook = () => Promise<unknown>;

/** A real store that lets a test act right before and right after it reads entries, or where a room stands. Once each. */
export class HookedStore extends SqliteRoomLogStore {
  beforeRead: Hook | undefined;
  afterRead: Hook | undefined;

  override listNewest(room: string, limit: number, stretch?: Stretch): Promise<Entry[]> {
    return this.#hooked(() => super.listNewest(room, limit, stretch));
  }

  override listNewestOfEach(rooms: readonly string[]): Promise<Entry[]> {
    return this.#hooked(() => super.listNewestOfEach(rooms));
  }

  override listOldest(room: string, limit: number, stretch?: Stretch): Promise<Entry[]> {
    return this.#hooked(() => super.listOldest(room, limit, stretch));
  }

  override newestSeq(room: string): Promise<number> {
    return this.#hooked(() => super.newestSeq(room));
  }

  async #hooked<T>(read: () => Promise<T>): Promise<T> {
    await this.#take('beforeRead');
    const result = await read();
    await this.#take('afterRead');
    return result;
  }

  async #take(hook: 'beforeRead' | 'afterRead'): Promise<void> {
    const act = this[hook];
    this[hook] = undefined;
    await act?.();
  }
}
