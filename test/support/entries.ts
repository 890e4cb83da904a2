import { type Entry, type Message, messageEntry } from '../../src/log/entry.js';

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
export const entry = (seq: number, body = 'x'): Entry => messageEntry(message(seq, body));

/** The entry of an edit of the message with a seq. */
export const edit = (seq: number, of: number, body = 'edited'): Entry => ({
  room: 'r',
  seq,
  type: 'edit',
  message: { ...message(of, body), editedAt: seq, changedSeq: seq },
});

/** The entry of the deletion of the message with a seq. */
export const deletion = (seq: number, of: number): Entry => ({
  room: 'r',
  seq,
  type: 'deletion',
  message: { ...message(of, ''), changedSeq: seq, deleted: true },
});

/** Entries of messages with the seqs from one to another. */
export const entries = (from: number, to: number): Entry[] =>
  Array.from({ length: Math.max(to - from + 1, 0) }, (_, i) => entry(from + i));

/** In their order. */
export const seqsOf = (all: readonly Pick<Entry, 'seq'>[]): number[] => all.map(({ seq }) => seq);
