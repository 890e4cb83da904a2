import {
  type ChangeType,
  MESSAGE,
  type MessageEntryType,
  type Notice,
  type NoticeType,
} from './entry-type.js';
import type { Author, Message } from './message.js';

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

/** An entry about a message before the log has given it a seq. */
export type Draft = MessageDraft | ChangeDraft;

interface DraftBase {
  room: string;
  /** UUIDv7 of the entry; a message has the id of its entry. */
  id: string;
  at: number;
  author: Author;
  body: string;
  mentions?: readonly string[] | undefined;
  /**
   * Whether the author's place in the room allows the draft, asked when it is stored; undefined is given for
   * no place. Absent if anybody may.
   */
  allowed?: ((place: Place | undefined) => boolean) | undefined;
}

export interface MessageDraft extends DraftBase {
  type: typeof MESSAGE;
  target?: undefined;
  clientId: string | null;
  /** The name of an open room, used if this is its first entry; absent if the key is the name. */
  roomName?: string | undefined;
}

export interface ChangeDraft extends DraftBase {
  type: ChangeType;
  /** The message as the author saw it; its present state is read again. */
  target: Message;
}

/** What somebody is in a private room. */
export interface Place {
  kind: 'group' | 'direct';
  role: 'owner' | 'moderator' | 'member';
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
 * deleted. `forbidden`: nothing stored, because the draft is not allowed to its author; `entry` has no valid
 * seq. `locked`: the same, because another change has held the room's lock for too long; it may be tried again.
 */
export interface Appended {
  entry: MessageEntry;
  outcome: 'stored' | 'repeated' | 'refused' | 'forbidden' | 'locked';
}

/** The message's own entry, with the message in the given state. */
export function messageEntry(message: Message): MessageEntry {
  return { room: message.room, seq: message.seq, type: MESSAGE, message };
}

/** The messages among entries, in order, deleted ones too. */
export function messagesAmong(entries: readonly Entry[]): Message[] {
  return entries.flatMap((entry) => (entry.type === MESSAGE && entry.message ? [entry.message] : []));
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
