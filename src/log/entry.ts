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

/** Types of entries about a message. */
export type MessageEntryType = 'message' | 'edit' | 'deletion';

/** Types of entries that are notices: about memberships, the room itself, invitations and friendships. */
export type NoticeType = 'membership' | 'room' | 'invitation' | 'friendship';

/**
 * An entry of a room log. (room, seq) never means another entry; seq is dense and begins at 1. An entry of
 * type `message` has the message in its present state, an `edit` has it as the edit left it. Once a message
 * is deleted, none of its entries has its text.
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

/** The content of a notice. It changes only when people in it are renamed. */
export interface Notice {
  /** UUIDv7. */
  id: string;
  /** Milliseconds since the epoch, for display only. */
  at: number;
  /** Who caused it. */
  by: Author;
  /** On the wire in a field named after the type (see `NoticeView`), beside `by`. */
  detail: NoticeDetail;
}

/** `change` says what happened; the other fields depend on it. */
export interface NoticeDetail {
  change: string;
  /** Whom it is about, if not only `by`. */
  user?: Author;
  [name: string]: unknown;
}

/** An entry before the log has given it a seq. */
export type Draft = MessageDraft | EditDraft | DeletionDraft;

interface DraftBase {
  room: string;
  /** UUIDv7 of the entry; a message has the id of its entry. */
  id: string;
  at: number;
  author: Author;
  /** The least role that the author must have in the room when the draft is stored; absent if anybody may. */
  needs?: 'member' | 'moderator';
}

export interface MessageDraft extends DraftBase {
  type: 'message';
  clientId: string | null;
  body: string;
  mentions?: readonly string[] | undefined;
  /** The name of an open room, used if this is its first entry; absent if the key is the name. */
  roomName?: string;
}

export interface EditDraft extends DraftBase {
  type: 'edit';
  /** The message as the author saw it; its present state is read again. */
  target: Message;
  body: string;
  mentions?: readonly string[] | undefined;
}

export interface DeletionDraft extends DraftBase {
  type: 'deletion';
  target: Message;
}

/** A notice before the log has given it a seq. */
export interface NoticeDraft {
  room: string;
  type: NoticeType;
  notice: Notice;
}

/**
 * What became of a draft. `stored`: a new entry. `repeated`: nothing new, because it had been stored before;
 * `entry` has the message in its present state. Repeats are the same author's message with the same clientId,
 * room and body, an edit to the present text, and the deletion of a deleted message. `refused`: nothing
 * stored, because the clientId belongs to another message of the author, or the message to be edited is
 * deleted. `forbidden`: nothing stored, because the author does not have the role that the draft needs;
 * `entry` has no valid seq.
 */
export interface Appended {
  entry: MessageEntry;
  outcome: 'stored' | 'repeated' | 'refused' | 'forbidden';
}

/** The cursor before the first message of any room. */
export const CURSOR_OF_BEGINNING = '00000000-0000-0000-0000-000000000000';

/** The message's own entry, with the message in the given state. */
export function messageEntry(message: Message): MessageEntry {
  return { room: message.room, seq: message.seq, type: 'message', message };
}

/** True if `message` is in a later state than `known`. */
export function isNewer(message: Message, known: Message): boolean {
  return message.changedSeq > known.changedSeq;
}

/** The entry with the author's new name; the same object if it is neither by nor about them. */
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
