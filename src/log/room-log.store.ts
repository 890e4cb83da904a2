import type { Transaction } from '../storage/storage.js';
import type { Appended, Author, Draft, Entry, Message, NoticeDraft, NoticeEntry } from './entry.js';

/** A stretch of a room log: what lies between two seqs, both exclusive. */
export interface Stretch {
  after?: number;
  before?: number;
}

/** Port: the durable log of all rooms. `test/storage/` has the contracts that every adapter must pass. */
export abstract class RoomLogStore {
  /**
   * Stores drafts in one transaction, in their order, and answers once they are durable. Seqs are dense per room. What
   * repeats an earlier draft, of this batch too, stores nothing. Rejects if nothing was stored. After a deletion the text
   * is gone from the storage, and what it leaves behind on the disk is overwritten before the answer if nothing stands
   * against it, else soon afterwards. `committed` is called in the turn in which the commit is known, before any later one is.
   */
  abstract append(
    drafts: readonly Draft[],
    committed?: (appended: readonly Appended[]) => void,
  ): Promise<Appended[]>;

  /** Within a transaction: stores notices, in their order, and answers the entries that they will be once it is committed. */
  abstract appendNotices(trx: Transaction, drafts: readonly NoticeDraft[]): Promise<NoticeEntry[]>;

  /**
   * Takes the texts from a room that nobody can read any more, in steps that others who write come between. What failed in the
   * middle may be done again. To be followed by `eraseRemains`.
   */
  abstract eraseRoom(room: string): Promise<void>;

  /** Takes a log that nobody will read again out of the storage, as `eraseRoom`. */
  abstract dropLog(room: string): Promise<void>;

  /** Overwrites what erased texts have left behind on the disk; if something stands against it, soon afterwards. */
  abstract eraseRemains(): Promise<void>;

  /** The newest entries of a stretch, oldest first. */
  abstract listNewest(room: string, limit: number, stretch?: Stretch): Promise<Entry[]>;

  /** The oldest entries of a stretch, oldest first. */
  abstract listOldest(room: string, limit: number, stretch?: Stretch): Promise<Entry[]>;

  /** The newest entry of each of these rooms that has any. */
  abstract listNewestOfEach(rooms: readonly string[]): Promise<Entry[]>;

  /** The newest messages of a room in their present state, deleted ones too, oldest first. */
  abstract listNewestMessages(room: string, limit: number): Promise<Message[]>;

  /** All messages with a seq above `seq` in their present state, deleted ones too, oldest first. */
  abstract listMessagesAfter(room: string, seq: number): Promise<Message[]>;

  /** A message in its present state, deleted ones too. */
  abstract findMessage(room: string, id: string): Promise<Message | undefined>;

  /** The seq of the newest entry; 0 if there is none. */
  abstract newestSeq(room: string): Promise<number>;

  /**
   * The open rooms in which somebody wrote, the one with the latest entry first, with the seqs of their newest entries. Of somebody who
   * has written in very many, not all are looked at.
   */
  abstract listRoomsOfAuthor(authorId: string, limit: number): Promise<{ room: string; seq: number }[]>;

  /** Gives everything that somebody wrote another name of its author; the earlier one is gone from the storage, as deleted texts are. */
  abstract renameAuthor(author: Author): Promise<void>;

  /** The id of this log. Positions in one log mean nothing in another. */
  abstract epoch(): Promise<string>;

  /** Gives the log a new id, because it may have lost entries that somebody has seen, as after a backup was restored. */
  abstract renewEpoch(): Promise<string>;
}
