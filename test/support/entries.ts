import type { Entry } from '../../src/log/entry.js';

/** A message of the room `r`. */
export const entry = (seq: number, body = 'x'): Entry => ({
  room: 'r',
  seq,
  id: `m${seq}`,
  type: 'message',
  at: 0,
  author: { id: 'a', name: 'A' },
  clientId: null,
  body,
});

/** Those with the seqs from one to another. */
export const entries = (from: number, to: number): Entry[] =>
  Array.from({ length: Math.max(to - from + 1, 0) }, (_, i) => entry(from + i));

/** Of messages, in their order. */
export const seqsOf = (messages: readonly Entry[]): number[] => messages.map(({ seq }) => seq);
