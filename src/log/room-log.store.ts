import type { Transaction } from '../storage/storage.js';
import type { Appended, Draft, Entry, NoticeDraft, NoticeEntry } from './entry.js';
import type { Author, Message } from './message.js';

/** Limits what is read of a room log to the entries between two seqs, both exclusive. */
export interface Stretch {
  after?: number;
  before?: number;
}

/** Port: the durable log of all rooms. `test/storage/` has the contracts that every adapter must pass. */
export abstract class RoomLogStore {
  /**
   * Stores drafts in one transaction, in order, and resolves once they are durable. Seqs are dense per room.
   * A repeat of an earlier draft, also of one in this batch, stores nothing. Rejects if nothing was stored, or
   * if that is not known (see `Storage.transact`). A stored deletion removes the text from the storage and overwrites its remains on the disk: before the
   * answer if possible, else soon afterwards. `committed` is called synchronously after the commit, before
   * any later commit.
   */
  abstract append(
    drafts: readonly Draft[],
    committed?: (appended: readonly Appended[]) => void,
  ): Promise<Appended[]>;

  /**
   * Within a transaction: stores notices in order and returns the entries that they become with its commit.
   */
  abstract appendNotices(trx: Transaction, drafts: readonly NoticeDraft[]): Promise<NoticeEntry[]>;

  /**
   * Removes all texts from a room that nobody can read any more, in several transactions, so that other
   * writers are not kept waiting. May be repeated after a failure. Call `eraseRemains` afterwards.
   */
  abstract eraseRoom(room: string): Promise<void>;

  /** Removes a log that nobody will read again, as `eraseRoom` does with texts. */
  abstract dropLog(room: string): Promise<void>;

  /**
   * Overwrites the remains of erased texts on the disk: before it resolves if possible, else soon afterwards.
   */
  abstract eraseRemains(): Promise<void>;

  /** The newest entries of a room, or of a stretch of it, oldest first. */
  abstract listNewest(room: string, limit: number, stretch?: Stretch): Promise<Entry[]>;

  /** The oldest entries of a room, or of a stretch of it, oldest first. */
  abstract listOldest(room: string, limit: number, stretch?: Stretch): Promise<Entry[]>;

  /** The newest entry of each of these rooms; empty rooms are left out. */
  abstract listNewestOfEach(rooms: readonly string[]): Promise<Entry[]>;

  /** The newest entries after a seq of each of these rooms, at most `limit` of each, oldest first. */
  abstract listAfterEach(after: ReadonlyMap<string, number>, limit: number): Promise<Entry[]>;

  /** The newest messages of a room in their present state, deleted ones too, oldest first. */
  abstract listNewestMessages(room: string, limit: number): Promise<Message[]>;

  /** All messages with a seq above `seq` in their present state, deleted ones too, oldest first. */
  abstract listMessagesAfter(room: string, seq: number): Promise<Message[]>;

  /** A message in its present state, deleted ones too. */
  abstract findMessage(room: string, id: string): Promise<Message | undefined>;

  /** The seq of the newest entry; 0 if there is none. */
  abstract newestSeq(room: string): Promise<number>;

  /** The seqs of the newest entries of these rooms; rooms that do not exist are absent. */
  abstract newestSeqs(rooms: readonly string[]): Promise<Map<string, number>>;

  /**
   * Changes the author's name on all entries by and about them. The earlier name is erased from the storage
   * as deleted texts are.
   */
  abstract renameAuthor(author: Author): Promise<void>;

  /** The id of this log. Positions in one log mean nothing in another. */
  abstract epoch(): Promise<string>;

  /**
   * Gives the log a new id, because it may have lost entries that clients have seen, as after restoring a
   * backup.
   */
  abstract renewEpoch(): Promise<string>;
}
