import type { History, Shown, Write } from '../history.js';
import type { Behind } from './behind.js';
import { sightings } from './sightings.js';

/** The state of a message from one of its entries on. The text of an edit that no client saw is unknown. */
export interface State {
  seq: number;
  body: string | undefined;
  deleted: boolean;
}

/** A place in a log, and what other sources tell about it. */
export interface Place {
  entry: Shown;
  write: Write | undefined;
  /** When the write was sent first. */
  sentAt: number | undefined;
  /** When its sender was first answered 2xx. */
  ackedAt: number | undefined;
  /** When anybody first knew of it: by the sender's answer or by being shown it. */
  knownAt: number | undefined;
}

/** The final logs, each entry with the write that made it and the moments at which it must have been there. */
export class Reference {
  readonly rooms = new Map<string, Map<number, Place>>();
  /** Places of the messages, by id. */
  readonly #messages = new Map<string, Place>();
  readonly #states = new Map<string, State[]>();

  constructor(
    readonly history: History,
    readonly behind: Behind,
  ) {
    const writes = new WritesByEntry(history);
    for (const [room, log] of history.logs) {
      const places = log.map((entry) => [entry.seq, placeOf(entry, writes.of(entry))] as const);
      this.rooms.set(room, new Map(places));
    }
    this.#collectStates();
    this.#learnTimes();
  }

  place(room: string, seq: number): Place | undefined {
    return this.rooms.get(room)?.get(seq);
  }

  /** How many entries the room has in the end. */
  length(room: string): number {
    return this.rooms.get(room)?.size ?? 0;
  }

  message(id: string): Place | undefined {
    return this.#messages.get(id);
  }

  /** What the message said, in order of seq: first as it was sent. */
  states(id: string): readonly State[] {
    return this.#states.get(id) ?? [];
  }

  deletionOf(id: string): Place | undefined {
    const state = this.states(id).find(({ deleted }) => deleted);
    return state && this.place(this.message(id)?.entry.room ?? '', state.seq);
  }

  #collectStates(): void {
    const bodies = bodiesOfEdits(this.history);
    for (const places of this.rooms.values()) {
      for (const place of places.values()) {
        const { type, id, seq, room } = place.entry;
        if (type === 'message') {
          this.#messages.set(id, place);
          this.#states.set(id, [{ seq, body: place.write?.body, deleted: false }]);
        } else {
          const body = type === 'deletion' ? '' : bodies.get(`${room} ${seq}`);
          this.#states.get(id)?.push({ seq, body, deleted: type === 'deletion' });
        }
      }
    }
  }

  #learnTimes(): void {
    for (const write of this.history.writes) {
      for (const { outcome, endedAt } of write.attempts) {
        if (outcome.kind !== 'stored') continue;
        const place = this.#proven(outcome.shown, seqStored(write, outcome.shown));
        if (place) place.ackedAt = Math.min(place.ackedAt ?? Infinity, endedAt);
        know(place, endedAt);
        know(this.#proven(outcome.shown, outcome.shown.seq), endedAt);
      }
    }
    for (const { shown, endedAt } of sightings(this.history)) know(this.#proven(shown, shown.seq), endedAt);
  }

  #proven({ room, id }: Shown, seq: number | undefined): Place | undefined {
    const place = this.place(room, seq ?? 0);
    return place?.entry.id === id ? place : undefined;
  }
}

/** The place of the write in the log, according to its answer. */
export function seqStored({ action }: Write, shown: Shown): number | undefined {
  return action === 'message' ? shown.seq : shown.changedSeq;
}

function know(place: Place | undefined, at: number): void {
  if (place) place.knownAt = Math.min(place.knownAt ?? Infinity, at);
}

function placeOf(entry: Shown, write: Write | undefined): Place {
  return { entry, write, sentAt: write?.attempts[0]?.askedAt, ackedAt: undefined, knownAt: undefined };
}

/** Texts of edits, by room and seq, as far as anybody saw them. */
function bodiesOfEdits(history: History): Map<string, string> {
  const bodies = new Map<string, string>();
  const learn = (room: string, seq: number | undefined, { deleted, body }: Shown): void => {
    if (!deleted && seq !== undefined && !bodies.has(`${room} ${seq}`)) bodies.set(`${room} ${seq}`, body);
  };
  for (const { action, attempts } of history.writes) {
    for (const { outcome } of attempts) {
      if (action === 'edit' && outcome.kind === 'stored')
        learn(outcome.shown.room, outcome.shown.changedSeq, outcome.shown);
    }
  }
  for (const log of history.logs.values())
    for (const entry of log) if (entry.type === 'edit') learn(entry.room, entry.seq, entry);
  for (const { shown } of sightings(history)) if (shown.type === 'edit') learn(shown.room, shown.seq, shown);
  return bodies;
}

/** Finds the write that made an entry. */
class WritesByEntry {
  readonly #messages = new Map<string, Write>();
  readonly #edits = new Map<string, Write>();
  readonly #deletions = new Map<string, Write>();
  readonly #bodies: Map<string, string>;

  constructor(history: History) {
    this.#bodies = bodiesOfEdits(history);
    for (const write of history.writes) {
      if (write.action === 'message') this.#keepMessage(write);
      else if (write.action === 'edit') this.#edits.set(`${write.target} ${write.body}`, write);
      else this.#deletions.set(write.target ?? '', write);
    }
  }

  of({ type, id, room, seq, clientId }: Shown): Write | undefined {
    if (type === 'message') return this.#messages.get(clientId ?? `id ${id}`);
    if (type === 'deletion') return this.#deletions.get(id);
    return this.#edits.get(`${id} ${this.#bodies.get(`${room} ${seq}`)}`);
  }

  /** By what its sender calls it and, where an entry does not tell that, by its id. */
  #keepMessage(write: Write): void {
    if (write.clientId !== undefined) this.#messages.set(write.clientId, write);
    for (const { outcome } of write.attempts)
      if (outcome.kind === 'stored') this.#messages.set(`id ${outcome.shown.id}`, write);
  }
}
