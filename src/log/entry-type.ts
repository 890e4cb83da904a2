import type { Author, Message } from './message.js';

// What entries mean. The log stores and orders all of them alike, and asks their types for what differs. A
// type is defined once, in the folder of its feature, and listed in `entry-types.ts`.

/** Types of entries about a message. */
export type MessageEntryType = typeof MESSAGE | ChangeType;

/** The type of an entry that makes a message. */
export const MESSAGE = { name: 'message' } as const;

/**
 * A type of entry that changes a message, its target. The storage reads a message back from the entry that
 * made it and from its last change alone, so a change has to set all that earlier changes set.
 */
export interface ChangeType {
  /** Stored in the log, and the `type` of an event on the wire. */
  readonly name: string;
  /** True if it removes the message's texts: they are erased from the storage in the same commit. */
  readonly erases: boolean;
  /** What becomes of such a change of a message that is in this state: see `Appended`. */
  decide(message: Message, body: string): 'stored' | 'repeated' | 'refused';
  /** The message after the change. */
  apply(message: Message, change: Change): Message;
}

/** What an entry does to its target. */
export interface Change {
  seq: number;
  at: number;
  body: string;
  mentions?: readonly string[] | undefined;
}

/** The content of a notice. It changes only when people in it are renamed. */
export interface Notice {
  /** UUIDv7. */
  id: string;
  /** Milliseconds since the epoch, for display only. */
  at: number;
  /** Who caused it. */
  by: Author;
  /** On the wire in a field named after the type (see `NoticeView`), beside `by`. */
  detail: NoticeDetail;
}

/** `change` says what happened; the other fields depend on it. */
export interface NoticeDetail {
  change: string;
  /** Whom it is about, if not only `by`. */
  user?: Author;
  [name: string]: unknown;
}

/** A type of entry about anything but a message. */
export interface NoticeType {
  /** Stored in the log, and the `type` of an event on the wire. */
  readonly name: string;
  /** The field of an event that has its content. */
  readonly field: string;
  /** The class that describes this field in the API's document. */
  readonly json: new () => object;
  /** True if `detail.user` may be set, so that it must be changed when this user is renamed. A partial index has these types. */
  readonly namesUser?: boolean;
  /** True if the content is a text of whoever caused it: people who blocked them do not see it. */
  readonly isText?: boolean;
  /** What is left of the content once the texts of its room are erased; all of it without this. */
  readonly erased?: NoticeDetail;
  /** Which line of the catalogue says it: `notice.{name}.{line}`. Without this: `detail.change`. */
  line?(detail: NoticeDetail): string;
  /** True if nobody can read the room any more. */
  endsRoom?(notice: Notice): boolean;
}

/**
 * Stands for all types that a newer version has added, and that this one reads while both run. Nobody sees their content, as if its author
 * were blocked: `isHidden`.
 */
export const UNKNOWN: NoticeType = { name: 'unknown', field: 'unknown', json: Object };

/** All types of entries, by name. */
export class EntryTypes {
  readonly #changes: ReadonlyMap<string, ChangeType>;
  readonly #notices: ReadonlyMap<string, NoticeType>;

  constructor(changes: readonly ChangeType[], notices: readonly NoticeType[]) {
    this.#changes = new Map(changes.map((type) => [type.name, type]));
    this.#notices = new Map(notices.map((type) => [type.name, type]));
  }

  get notices(): readonly NoticeType[] {
    return [...this.#notices.values()];
  }

  get changes(): readonly ChangeType[] {
    return [...this.#changes.values()];
  }

  get messages(): readonly MessageEntryType[] {
    return [MESSAGE, ...this.changes];
  }

  /** Undefined if the entry is about a message. UNKNOWN for a name that no type has. */
  notice(name: string): NoticeType | undefined {
    if (name === MESSAGE.name || this.#changes.has(name)) return undefined;
    return this.#notices.get(name) ?? UNKNOWN;
  }

  /** Undefined for any other entry. */
  change(name: string): ChangeType | undefined {
    return this.#changes.get(name);
  }
}
