import { hash } from 'node:crypto';
import type { Entry } from '../log/entry.js';
import type { Author } from '../log/message.js';
import type { PresenceHint } from '../signals/hint-bus.js';

/** Who leaves a page for the next one is not gone. */
const LEAVES_AFTER_MS = 10_000;
/** The page says it again every four seconds while somebody writes. */
const WRITES_FOR_MS = 8000;
/** A node that hears that others watch the room says anew what it knows. */
const NODE_SILENT_MS = 45_000;
/** So many ids, those first in their order, so that all nodes name the same. With names, a hint stays below 7,900 bytes. */
const MOST_IDS = 150;
const MOST_FACES = 8;
const MOST_WRITERS = 4;

/** Who is in a room and who writes there: what one node knows, or all of them together. */
export interface Present {
  /** At least as many are here. */
  count: number;
  /** Their ids, in order; of more than 150 the first. */
  ids: readonly string[];
  /** The first eight of them. */
  faces: readonly Author[];
  /** At most four. */
  writing: readonly Author[];
}

export const NOBODY_HERE: Present = { count: 0, ids: [], faces: [], writing: [] };

interface Writer {
  person: Author;
  /** By the wall clock, as messages have it. */
  sinceMs: number;
  untilMs: number;
}

interface OtherNode extends Present {
  atMs: number;
}

/** The present people of one room. Nothing of it is stored. Times are monotonic unless they say otherwise. */
export class RoomPresence {
  readonly #here = new Map<string, { person: Author; seenAtMs: number }>();
  readonly #writers = new Map<string, Writer>();
  readonly #others = new Map<string, OtherNode>();
  #own = NOBODY_HERE;
  #all = NOBODY_HERE;
  #fingerprint = fingerprintOf(NOBODY_HERE);

  /** What this node knows by itself: the same object until it changes. */
  get own(): Present {
    return this.#own;
  }

  /** What all nodes know together: the same object until it changes. */
  get all(): Present {
    return this.#all;
  }

  /** The same at every node where `all` is the same. */
  get fingerprint(): string {
    return this.#fingerprint;
  }

  /** Takes in who is at this node now, and forgets who has gone. */
  look(people: Iterable<Author>, nowMs: number): void {
    for (const person of people) this.#here.set(person.id, { person, seenAtMs: nowMs });
    for (const [id, { seenAtMs }] of this.#here)
      if (nowMs - seenAtMs >= LEAVES_AFTER_MS) this.#here.delete(id);
    for (const [id, { untilMs }] of this.#writers) if (nowMs >= untilMs) this.#writers.delete(id);
    for (const [node, other] of this.#others) {
      if (nowMs - other.atMs >= NODE_SILENT_MS) this.#others.delete(node);
      else if (nowMs - other.atMs >= WRITES_FOR_MS) other.writing = [];
    }
    this.#gather();
  }

  /** Somebody writes. */
  write(person: Author, nowMs: number, wallMs: number): void {
    this.#writers.set(person.id, { person, sinceMs: wallMs, untilMs: nowMs + WRITES_FOR_MS });
    this.#gather();
  }

  /** Whoever has sent what they wrote no longer writes. */
  sent(newest: readonly Entry[]): void {
    if (this.#writers.size === 0) return;
    for (const { message } of newest) {
      const writer = message && this.#writers.get(message.author.id);
      if (writer && message.at >= writer.sinceMs) this.#writers.delete(message.author.id);
    }
    this.#gather();
  }

  /** Takes in what another node knows. */
  hear({ node, count, ids, faces, writing }: PresenceHint, nowMs: number): void {
    this.#others.set(node, { count, ids, faces, writing, atMs: nowMs });
    this.#gather();
  }

  #gather(): void {
    const here = Array.from(this.#here.values(), ({ person }) => person);
    const own = together([
      {
        count: here.length,
        ids: [...this.#here.keys()],
        faces: here,
        writing: Array.from(this.#writers.values(), ({ person }) => person),
      },
    ]);
    if (fingerprintOf(own) !== fingerprintOf(this.#own)) this.#own = own;
    const all = this.#others.size === 0 ? this.#own : together([this.#own, ...this.#others.values()]);
    const fingerprint = fingerprintOf(all);
    if (fingerprint !== this.#fingerprint) this.#all = all;
    this.#fingerprint = fingerprint;
  }
}

/** What a viewer is told, who does not see these people. */
export function without({ count, ids, faces, writing }: Present, hidden: ReadonlySet<string>): Present {
  const seen = ids.filter((id) => !hidden.has(id));
  return {
    count: count - (ids.length - seen.length),
    ids: seen,
    faces: faces.filter(({ id }) => !hidden.has(id)),
    writing: writing.filter(({ id }) => !hidden.has(id)),
  };
}

export function fingerprintOf(present: Present): string {
  return hash('sha256', JSON.stringify(present), 'base64url').slice(0, 12);
}

/** The first ids of all are among the first of each, so every node comes to the same. */
function together(parts: readonly Present[]): Present {
  const ids = [...new Set(parts.flatMap((part) => part.ids))].toSorted();
  return {
    count: Math.max(ids.length, ...parts.map(({ count }) => count)),
    ids: ids.slice(0, MOST_IDS),
    faces: first(
      parts.flatMap(({ faces }) => faces),
      MOST_FACES,
    ),
    writing: first(
      parts.flatMap(({ writing }) => writing),
      MOST_WRITERS,
    ),
  };
}

function first(people: readonly Author[], most: number): Author[] {
  const byId = new Map(people.map((person) => [person.id, person]));
  return [...byId.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)).slice(0, most);
}
