import type { Gap, Shown, Updates } from '../history.js';

/** The JSON of both surfaces. */
export interface WireMessage {
  id: string;
  room: string;
  seq: number;
  body: string;
  html: string;
  author: { id: string };
  at: string;
  client_id?: string;
  changed_seq?: number;
  deleted?: boolean;
}

export interface WireEvent {
  room: string;
  seq: number;
  type: Shown['type'];
  message: WireMessage;
}

export interface WireUpdates {
  epoch: string;
  events: WireEvent[];
  gaps: Gap[];
  closed: string[];
  more: boolean;
  retryMs: number;
}

export interface WireEntries {
  entries: WireEvent[];
  more: boolean;
}

export interface WireTornadoUpdates {
  messages?: WireMessage[];
  cursor?: string;
  gap?: boolean;
}

/** A message as its sender's answer or the Tornado surface shows it. */
export function shownMessage(message: WireMessage): Shown {
  const { id, room, seq, body, html, author, at, client_id: clientId, deleted = false } = message;
  return {
    room,
    seq,
    type: 'message',
    id,
    messageSeq: seq,
    changedSeq: message.changed_seq,
    body,
    deleted,
    // Texts of a run contain nothing that must be escaped.
    htmlAgrees: deleted ? html === '' : html.includes(body),
    authorId: author.id,
    clientId,
    at,
  };
}

export function shownEvent({ room, seq, type, message }: WireEvent): Shown {
  return { ...shownMessage(message), room, seq, type };
}

export function updatesOf(wire: WireUpdates, one: (shown: Shown) => Shown): Updates {
  const { epoch, events, gaps, closed, more, retryMs } = wire;
  return {
    kind: 'events',
    epoch,
    events: events.map((event) => one(shownEvent(event))),
    gaps,
    closed,
    more,
    retryMs,
  };
}
