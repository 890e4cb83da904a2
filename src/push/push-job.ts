/** That a message calls one device. Small, because thousands may wait; everything else is read when it is sent. */
export interface PushJob {
  sessionHash: string;
  room: string;
  messageId: string;
  seq: number;
  authorId: string;
}

/** What became of an attempt: `later` may succeed after a while, after `waitMs` if the push service has asked for that. */
export type PushOutcome = { is: 'done' } | { is: 'later'; waitMs: number };

export const DONE: PushOutcome = { is: 'done' };
