import type { Person } from './person.js';

/** A message as it comes over the wire. */
export interface Message {
  id: string;
  seq: number;
  html: string;
  author: Person;
  /** Ids of the people whom it names. */
  mentions?: string[];
  client_id?: string;
  /** Seq of its last change, its own seq if there was none. */
  changed_seq: number;
  deleted?: boolean;
}

export interface RoomEvent {
  room: string;
  seq: number;
  type: string;
  /** None of a notice. */
  message?: Message;
  /** Of a notice in a room. */
  html?: string;
  /** Of a notice in `@me`: what one became in which room. */
  membership?: { change: string; room?: string };
}

/** What was left out, bounds exclusive. */
export interface Gap {
  room: string;
  after: number;
  before: number;
}

/** Entries of a room as they were asked for. */
export interface Entries {
  entries: RoomEvent[];
  /** Whether there are more of them within the bounds. */
  more: boolean;
}
