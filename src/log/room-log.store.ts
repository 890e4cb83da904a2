import type { Appended, Draft, Entry } from './entry.js';

/** Port: the durable log of all rooms. `contract.ts` is what every adapter must pass. */
export abstract class RoomLogStore {
  /**
   * Stores drafts in one transaction, in their order, and answers once they are durable. Seqs are dense per room. A
   * draft whose (author, clientId) is stored already, or stands earlier in the same batch, gets that entry, replayed.
   * Rejects if nothing was stored.
   */
  abstract append(drafts: readonly Draft[]): Promise<Appended[]>;

  /** The newest messages of a room, oldest first. */
  abstract listNewest(room: string, limit: number): Promise<Entry[]>;

  /** All entries with a seq above `seq`, in order. */
  abstract listAfter(room: string, seq: number): Promise<Entry[]>;

  /** Keys of the rooms in which somebody wrote, the one with the latest message first. */
  abstract listRoomsOfAuthor(authorId: string, limit: number): Promise<string[]>;
}
