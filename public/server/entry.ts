import type { Person } from './person.js';

/** A message on the wire. */
export interface Message {
  id: string;
  seq: number;
  /** The text; empty if it was deleted. */
  body: string;
  html: string;
  author: Person;
  /** Ids of the mentioned people. */
  mentions?: string[];
  client_id?: string;
  /** Seq of its last change, or its own seq. */
  changed_seq: number;
  deleted?: boolean;
}

export interface RoomEvent {
  room: string;
  seq: number;
  type: string;
  /** Absent for a notice. */
  message?: Message;
  /** Of a notice in a room. */
  html?: string;
  /** Of a notice: how somebody's membership of the room changed; in `@me` the user's, of which room. */
  membership?: { change: string; room?: string };
}

/** A gap; both bounds are exclusive. */
export interface Gap {
  room: string;
  after: number;
  before: number;
}

/** Entries of a room, in the requested order. */
export interface Entries {
  entries: RoomEvent[];
  /** True if there are more within the bounds. */
  more: boolean;
}
