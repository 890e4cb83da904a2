/** The promises, by the name under which a violation is reported. */
export const KINDS = {
  lost: 'what was answered 2xx is in the log, and who keeps polling gets to its end',
  phantom: 'nothing is shown that is not in the log, and nothing is in the log that nobody sent',
  duplicate: 'a repeat is stored once and answered alike, and nothing is shown twice',
  order: 'everything is shown in order of seq, and the seqs of a room are 1, 2, 3, …',
  skip: 'nothing is left out without a declared gap, and no gap is declared without need',
  realtime: 'what was answered or shown before another was sent lies before it',
  cursor: 'an answer begins where the client stands, and a place that is none is refused',
  agreement: 'the same (room, seq) is the same entry for everybody, for ever',
  stale:
    'nothing is shown in a state, and no answer ends at a place, older than what was answered before it was asked',
  deleted: 'a deleted text is shown nowhere',
  late: 'a held poll is answered as soon as there is something',
  unanswered: 'a stopping node answers held polls and ends well',
  recovery: 'the server is ready again in time',
  refused: 'what is allowed is done',
} as const;

export type Kind = keyof typeof KINDS;

export interface Violation {
  kind: Kind;
  /** Who, where, what: enough to find it in the history. */
  what: string;
}

/** Limits of what counts as in time, in milliseconds. */
export interface Deadlines {
  /** From the moment a poll can be answered to its answer, disturbances left out. */
  lateMs: number;
  /** From the end of the process to its being ready again. */
  recoveryMs: number;
  /** From SIGTERM to the answer of a held poll. */
  drainMs: number;
}
