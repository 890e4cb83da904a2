/** Who wrote a message, under the name it was written with. */
export interface Author {
  id: string;
  name: string;
}

/** A message as it is now, or as it was right after one of its entries. */
export interface Message {
  /** Room key. */
  room: string;
  /** Of the entry that brought it. */
  seq: number;
  /** UUIDv7. */
  id: string;
  /** Milliseconds since the epoch, for showing. Order is by seq alone. */
  at: number;
  author: Author;
  /** The sender's own id of this message, unique per author; makes a repeat harmless. */
  clientId: string | null;
  /** Empty once it has been deleted. */
  body: string;
  /** When the body was last changed; null if never, or if the message has been deleted. */
  editedAt: number | null;
  /** Seq of the edit or deletion that changed it last, its own if none did: a later state has a higher one. */
  changedSeq: number;
  deleted: boolean;
}

export type EntryType = 'message' | 'edit' | 'deletion';

/**
 * An entry of a room log. (room, seq) is the same entry for ever; seq is dense and begins at 1. The message of an entry of
 * type `message` is in its present state; that of an `edit` is as the edit left it. Once a message has been deleted, all its
 * entries are without its text.
 */
export interface Entry {
  room: string;
  seq: number;
  type: EntryType;
  message: Message;
}

/** What is to happen in a room, before the log has given it a place. */
export type Draft = MessageDraft | EditDraft | DeletionDraft;

interface DraftBase {
  room: string;
  /** UUIDv7 of the entry; a message has the id of its entry. */
  id: string;
  at: number;
  author: Author;
}

export interface MessageDraft extends DraftBase {
  type: 'message';
  clientId: string | null;
  body: string;
}

export interface EditDraft extends DraftBase {
  type: 'edit';
  /** The message as somebody has read it; what may have changed since is looked up again. */
  target: Message;
  body: string;
}

export interface DeletionDraft extends DraftBase {
  type: 'deletion';
  target: Message;
}

/**
 * What became of a draft. `stored`: a new entry. `repeated`: it had happened before, and `entry` is the message as it is now:
 * the same author's message with this clientId, room and body; the text of an edit; a deletion. `refused`: nothing was
 * stored; the clientId belongs to another message of the author, or the message to be edited has been deleted.
 */
export interface Appended {
  entry: Entry;
  outcome: 'stored' | 'repeated' | 'refused';
}

/** The cursor that lies before the first message of any room. */
export const CURSOR_OF_BEGINNING = '00000000-0000-0000-0000-000000000000';

/** The entry of a message, in the state it is given. */
export function messageEntry(message: Message): Entry {
  return { room: message.room, seq: message.seq, type: 'message', message };
}

/** A message that a change has reached later than what is known of it. */
export function isNewer(message: Message, known: Message): boolean {
  return message.changedSeq > known.changedSeq;
}
