/** An author, under the name that they had when they wrote. */
export interface Author {
  id: string;
  name: string;
  /**
   * True if they were a guest then; a guest's name is reserved only while its session lives. Set only on
   * authors of messages.
   */
  guest?: true | undefined;
}

/** A message in its present state, or in the state right after one of its entries. */
export interface Message {
  /** Room key. */
  room: string;
  /** Of the entry that created it. */
  seq: number;
  /** UUIDv7. */
  id: string;
  /** Milliseconds since the epoch, for display only; seq alone decides the order. */
  at: number;
  author: Author;
  /** The sender's id of this message, unique per author; makes a retry idempotent. */
  clientId: string | null;
  /** Empty if deleted. */
  body: string;
  /** Ids of the accounts mentioned as `@name`; absent if there are none. */
  mentions?: readonly string[] | undefined;
  /** When the body was last edited, in milliseconds since the epoch; null if never, or if deleted. */
  editedAt: number | null;
  /**
   * Seq of its last edit or deletion, or its own seq. Of two states the one with the higher value is later.
   */
  changedSeq: number;
  deleted: boolean;
}

/** The cursor before the first message of any room. */
export const CURSOR_OF_BEGINNING = '00000000-0000-0000-0000-000000000000';

/** True if `message` is in a later state than `known`. */
export function isNewer(message: Message, known: Message): boolean {
  return message.changedSeq > known.changedSeq;
}
