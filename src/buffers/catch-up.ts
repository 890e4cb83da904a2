import { GroupCommit } from '../log/group-commit.js';
import type { Entry } from '../log/entry.js';
import type { RoomLogService } from '../log/room-log.service.js';
import type { RoomBuffer } from './room-buffer.js';

/** Rooms that one statement reads. */
const MAX_ROOMS = 100;

/** Reads into buffers what other nodes have stored. Rooms that are behind at the same time share a statement. */
export class CatchUp {
  readonly #reads = new GroupCommit<RoomBuffer, undefined>((buffers) => this.#read(buffers), MAX_ROOMS);

  /** `size`: the most entries that a buffer needs; one that is further behind starts anew. */
  constructor(
    private readonly log: RoomLogService,
    private readonly size: number,
    private readonly add: (buffer: RoomBuffer, entry: Entry) => void,
  ) {}

  /** Resolves when the buffer has everything that was stored before the call. Rejects with STORAGE_UNAVAILABLE. */
  async bring(buffer: RoomBuffer): Promise<void> {
    await this.#reads.add(buffer);
  }

  async #read(buffers: readonly RoomBuffer[]): Promise<undefined[]> {
    await Promise.all(buffers.map(({ ready }) => ready));
    const byRoom = new Map(buffers.map((buffer) => [buffer.room, buffer]));
    const positions = new Map(Array.from(byRoom, ([room, { newestSeq }]) => [room, newestSeq]));
    const entries = await this.log.listAfterEach(positions, this.size);
    for (const entry of entries) this.add(byRoom.get(entry.room) as RoomBuffer, entry);
    return buffers.map(() => undefined);
  }
}
