import { type Entry, type MessageEntry, type NoticeEntry, messageEntry } from '../../src/log/entry.js';
import type { Message } from '../../src/log/message.js';
import { DELETION, EDIT } from '../../src/messages/message-changes.js';
import { MEMBERSHIP } from '../../src/rooms/room-notices.js';
import { messageOf } from '../storage/drafts.js';

/** A message of the room `r`. */
export const message = (seq: number, body = 'x'): Message => ({
  room: 'r',
  seq,
  id: `m${seq}`,
  at: 0,
  author: { id: 'a', name: 'A' },
  clientId: null,
  body,
  editedAt: null,
  changedSeq: seq,
  deleted: false,
});

/** The entry of such a message. */
export const entry = (seq: number, body = 'x'): MessageEntry => messageEntry(message(seq, body));

/** The entry of an edit of the message with a seq. */
export const edit = (seq: number, of: number, body = 'edited'): MessageEntry => ({
  room: 'r',
  seq,
  type: EDIT,
  message: { ...message(of, body), editedAt: seq, changedSeq: seq },
});

/** The entry of the deletion of the message with a seq. */
export const deletion = (seq: number, of: number): MessageEntry => ({
  room: 'r',
  seq,
  type: DELETION,
  message: { ...message(of, ''), changedSeq: seq, deleted: true },
});

/** The entry of a notice. */
export const notice = (seq: number): NoticeEntry => ({
  room: 'r',
  seq,
  type: MEMBERSHIP,
  notice: { id: `n${seq}`, at: 0, by: { id: 'a', name: 'A' }, detail: { change: 'joined' } },
});

/** Of entries that all have one. */
export const messagesOf = (all: readonly Entry[]): Message[] => all.map(messageOf);

/** Entries of messages with the seqs from one to another. */
export const entries = (from: number, to: number): Entry[] =>
  Array.from({ length: Math.max(to - from + 1, 0) }, (_, i) => entry(from + i));

/** In their order. */
export const seqsOf = (all: readonly Pick<Entry, 'seq'>[]): number[] => all.map(({ seq }) => seq);
