/** Who wrote an entry, under the name it was written with. */
export interface Author {
  id: string;
  name: string;
}

/** What happened in a room, before the log has given it a place. */
export interface Draft {
  /** Room key. */
  room: string;
  /** UUIDv7. */
  id: string;
  type: 'message';
  /** Milliseconds since the epoch, for showing. Order is by seq alone. */
  at: number;
  author: Author;
  /** The sender's own id of this message, unique per author; makes a repeat harmless. */
  clientId: string | null;
  body: string;
}

/** An entry of a room log. (room, seq) is the same entry for ever; seq is dense and begins at 1. */
export interface Entry extends Draft {
  seq: number;
}

/** What became of a draft: a new entry, or the one that the same author stored under the same clientId before. */
export interface Appended {
  entry: Entry;
  replayed: boolean;
}

/** The cursor that lies before the first message of any room. */
export const CURSOR_OF_BEGINNING = '00000000-0000-0000-0000-000000000000';
