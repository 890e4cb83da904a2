/** Who wrote a message, under the name it was written with. */
export interface Author {
  id: string;
  name: string;
  /** True if they were a guest then: nothing holds a guest's name but that one session. Known of authors of messages. */
  guest?: true | undefined;
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
  /** Ids of the accounts that the text names as `@name`; absent if there are none. */
  mentions?: readonly string[] | undefined;
  /** When the body was last changed; null if never, or if the message has been deleted. */
  editedAt: number | null;
  /** Seq of the edit or deletion that changed it last, its own if none did: a later state has a higher one. */
  changedSeq: number;
  deleted: boolean;
}

/** Entries of these types are about a message. */
export type MessageEntryType = 'message' | 'edit' | 'deletion';

/** Entries of these types are notices: of who is in a room, of the room itself, of invitations, of friends. */
export type NoticeType = 'membership' | 'room' | 'invitation' | 'friendship';

/**
 * An entry of a room log. (room, seq) is the same entry for ever; seq is dense and begins at 1. The message of an entry of
 * type `message` is in its present state; that of an `edit` is as the edit left it. Once a message has been deleted, all its
 * entries are without its text.
 */
export type Entry = MessageEntry | NoticeEntry;

export interface MessageEntry {
  room: string;
  seq: number;
  type: MessageEntryType;
  message: Message;
  notice?: undefined;
}

export interface NoticeEntry {
  room: string;
  seq: number;
  type: NoticeType;
  notice: Notice;
  message?: undefined;
}

/** What a notice says. It never changes. */
export interface Notice {
  /** UUIDv7. */
  id: string;
  /** Milliseconds since the epoch, for showing. */
  at: number;
  /** Who did it. */
  by: Author;
  /** What the wire tells under the name of the type, beside `by`. */
  detail: NoticeDetail;
}

/** `change` says what happened; what else there is depends on it. */
export interface NoticeDetail {
  change: string;
  /** Whom it is about, besides who did it. */
  user?: Author;
  [name: string]: unknown;
}

/** What is to happen in a room, before the log has given it a place. */
export type Draft = MessageDraft | EditDraft | DeletionDraft;

interface DraftBase {
  room: string;
  /** UUIDv7 of the entry; a message has the id of its entry. */
  id: string;
  at: number;
  author: Author;
  /** What the author must be in the room when it is stored; absent where everybody may. */
  needs?: 'member' | 'moderator';
}

export interface MessageDraft extends DraftBase {
  type: 'message';
  clientId: string | null;
  body: string;
  mentions?: readonly string[] | undefined;
  /** What an open room is called from then on, if this is its first entry; absent where that is its key. */
  roomName?: string;
}

export interface EditDraft extends DraftBase {
  type: 'edit';
  /** The message as somebody has read it; what may have changed since is looked up again. */
  target: Message;
  body: string;
  mentions?: readonly string[] | undefined;
}

export interface DeletionDraft extends DraftBase {
  type: 'deletion';
  target: Message;
}

/** A notice before the log has given it a place. */
export interface NoticeDraft {
  room: string;
  type: NoticeType;
  notice: Notice;
}

/**
 * What became of a draft. `stored`: a new entry. `repeated`: it had happened before, and `entry` is the message as it is now:
 * the same author's message with this clientId, room and body; the text of an edit; a deletion. `refused`: nothing was
 * stored; the clientId belongs to another message of the author, or the message to be edited has been deleted.
 * `forbidden`: nothing was stored, because the author is not (any more) what the draft needs; `entry` has no place.
 */
export interface Appended {
  entry: MessageEntry;
  outcome: 'stored' | 'repeated' | 'refused' | 'forbidden';
}

/** The cursor that lies before the first message of any room. */
export const CURSOR_OF_BEGINNING = '00000000-0000-0000-0000-000000000000';

/** The entry of a message, in the state it is given. */
export function messageEntry(message: Message): MessageEntry {
  return { room: message.room, seq: message.seq, type: 'message', message };
}

/** A message that a change has reached later than what is known of it. */
export function isNewer(message: Message, known: Message): boolean {
  return message.changedSeq > known.changedSeq;
}

/** An entry as it reads once this author has another name; the same if it is neither by nor about them. */
export function withAuthorRenamed(entry: Entry, author: Author): Entry {
  const named = ({ id, name }: Author): Author => (id === author.id ? author : { id, name });
  if (!entry.message) {
    const { by, detail, ...rest } = entry.notice;
    if (by.id !== author.id && detail.user?.id !== author.id) return entry;
    const user = detail.user && { user: named(detail.user) };
    return { ...entry, notice: { ...rest, by: named(by), detail: { ...detail, ...user } } };
  }
  const { message } = entry;
  return message.author.id === author.id ? { ...entry, message: { ...message, author } } : entry;
}
