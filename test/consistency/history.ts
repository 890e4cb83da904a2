/**
 * What happened in a run, as its clients saw it. Every time is in milliseconds on the one monotonic clock of the process
 * that drives them all, so any two can be compared.
 */

export type EntryType = 'message' | 'edit' | 'deletion';

export type Surface = 'rest' | 'tornado';

/** An entry as a client was shown it. */
export interface Shown {
  room: string;
  seq: number;
  type: EntryType;
  /** Of the message: the entry itself, or the one that an edit or deletion is about. */
  id: string;
  messageSeq: number;
  /** The seq of the message's last change; undefined where the surface does not tell. */
  changedSeq: number | undefined;
  body: string;
  deleted: boolean;
  /** The HTML holds the body, and nothing if the message is deleted. */
  htmlAgrees: boolean;
  authorId: string;
  clientId: string | undefined;
  at: string;
}

/** An answer that is not the one asked for: its status and the code of its problem. */
export interface Refused {
  kind: 'refused';
  status: number;
  code: string;
}

/** No answer, or only a part of one. */
export interface Unanswered {
  kind: 'none';
  why: string;
}

export interface Timed<Outcome> {
  client: string;
  /** A moment before the request was sent. */
  askedAt: number;
  /** A moment after its answer was read to the end, or after the client gave up. */
  endedAt: number;
  outcome: Outcome | Refused | Unanswered;
}

export interface Attempt extends Timed<{ kind: 'stored'; shown: Shown; replayed: boolean }> {
  surface: Surface;
}

/** Something that a client wants stored exactly once, however often it repeats the request. */
export interface Write {
  client: string;
  /** The user that the server named, once it has. */
  authorId: string | undefined;
  action: EntryType;
  room: string;
  /** Of a message or an edit. No other write of the run has the same. */
  body: string;
  /** Of a message. */
  clientId: string | undefined;
  /** The message to edit or delete. */
  target: string | undefined;
  attempts: Attempt[];
}

/** Bounds are exclusive. */
export interface Gap {
  room: string;
  after: number;
  before: number;
}

/** The way to a client: straight, or through a proxy that cuts and stalls, where nothing can be said about speed. */
export type Way = 'direct' | 'disturbed';

export interface Updates {
  kind: 'events';
  epoch: string;
  events: Shown[];
  gaps: Gap[];
  closed: string[];
  more: boolean;
  retryMs: number;
}

/** A poll of the REST surface. */
export interface Poll extends Timed<Updates> {
  way: Way;
  after: Record<string, number>;
  waitMs: number;
}

/** A poll of the Tornado surface. */
export interface TornadoPoll extends Timed<
  { kind: 'messages'; messages: Shown[]; gap: boolean } | { kind: 'over'; cursor: string }
> {
  way: Way;
  room: string;
  cursor: string;
  waitMs: number;
}

/** One page of a room's log. Bounds are exclusive; without `after` it begins at the oldest. */
export interface Reading extends Timed<{ kind: 'entries'; entries: Shown[]; more: boolean }> {
  room: string;
  after: number;
  before: number | undefined;
  order: 'oldest' | 'newest';
  limit: number;
  /** Part of the declared hole of a walk, of a reading of everything, or of the last one. */
  purpose: 'gap' | 'fresh' | 'final';
}

/** A question that has one right answer, a refusal. */
export interface Probe extends Timed<{ kind: 'taken' }> {
  what: string;
  status: number;
  code: string;
}

/** Text that was served when all was over: nothing deleted may stand in it. */
export interface Text {
  what: string;
  text: string;
}

export type FaultKind =
  | 'SIGKILL'
  | 'SIGTERM'
  | 'SIGSTOP'
  | 'cut'
  | 'bus cut'
  | 'bus silent'
  | 'node cut off'
  | 'connections ended'
  | 'database restarted'
  | 'database killed';

/** Faults that nobody may notice: what is lost with a hint is found without it. */
export const UNNOTICED: ReadonlySet<FaultKind> = new Set(['bus cut', 'bus silent']);

export interface Fault {
  kind: FaultKind;
  at: number;
  /** When the process had ended, or continued. */
  overAt: number;
  /** When the server was ready again. */
  readyAt: number;
  /** For a server that ended unexpectedly. */
  exitCode?: number | null;
}

/** A time in which the process of the clients itself did not run. */
export interface Lag {
  from: number;
  to: number;
}

/** The final position of a client that polled until there was no more. */
export interface Finish {
  client: string;
  surface: Surface;
  positions: Record<string, number>;
}

export interface History {
  /** How many nodes served the clients. */
  nodes: number;
  bufferSize: number;
  writes: Write[];
  polls: Poll[];
  tornadoPolls: TornadoPoll[];
  readings: Reading[];
  probes: Probe[];
  faults: Fault[];
  lags: Lag[];
  finishes: Finish[];
  texts: Text[];
  /** Connections that the proxy cut when a part of the answer had gone through. */
  cutMidAnswer: number;
  /** The whole log of each room, oldest first, read when all was over. */
  logs: Map<string, Shown[]>;
}

export function emptyHistory(bufferSize: number, nodes = 1): History {
  return {
    nodes,
    bufferSize,
    writes: [],
    polls: [],
    tornadoPolls: [],
    readings: [],
    probes: [],
    faults: [],
    lags: [],
    finishes: [],
    texts: [],
    cutMidAnswer: 0,
    logs: new Map(),
  };
}

/** The cursor of the Tornado surface that lies before the first message of any room. */
export const FROM_BEGINNING = '00000000-0000-0000-0000-000000000000';
