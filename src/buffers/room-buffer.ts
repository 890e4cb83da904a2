import { Subject, type Subscription } from 'rxjs';
import type { Session } from '../accounts/session.js';
import type { JsonBytes } from '../json-bytes.js';
import { type Entry, messagesAmong, withAuthorRenamed } from '../log/entry.js';
import { type Author, type Message, isNewer } from '../log/message.js';
import { MESSAGE } from '../log/entry-type.js';
import { DELETION } from '../messages/message-changes.js';
import type { ErasedMessage } from '../signals/signal.js';
import { type Weight, weigh } from './weight.js';
import { type AnswerKind, SharedAnswers } from './recent-answers.js';

/** Hears of new entries of a room. */
export interface Listener {
  /** The session that it listens for. */
  readonly session?: Session | undefined;
  /** The person whom others see to be here. */
  readonly person?: Author | undefined;
  /** Until when they do, in milliseconds on the monotonic clock; undefined while it waits for news. */
  readonly seenUntilMs?: number | undefined;
  /** The buffer has a new entry, or its room should be looked at again. */
  hear(buffer: RoomBuffer): void;
  /** An entry arrived while the buffer was still reading its room's newest seq. */
  hearEarly?(seq: number): void;
}

/**
 * The newest entries of one active room: every entry with a seq above `floorSeq`, up to `size` messages or
 * twice as many entries. Messages are in their present state. It is only a cache: the log has everything, so
 * losing the buffer costs a read, never an entry.
 */
export class RoomBuffer {
  /** New entries, in order of commit. */
  readonly arrivals = new Subject<Entry>();
  readonly #listeners = new Set<Listener>();
  /** The last use of the room, in milliseconds on the monotonic clock. */
  usedAtMs = Number.NEGATIVE_INFINITY;
  /** Resolves when the newest seq of the room is known. */
  ready: Promise<void> = Promise.resolve();

  /** Dense: the entry with seq s is at index s - floorSeq - 1. */
  #entries: Entry[] = [];
  #messageCount = 0;
  /** The messages among them; undefined until asked for again after a change. */
  #messages: readonly Message[] | undefined;
  #floorSeq = 0;
  /** Entries that arrived before the newest seq of the room was known; undefined once it is. */
  #early: Entry[] | undefined = [];
  readonly #answers = new SharedAnswers((bytes) => this.#weigh(bytes));
  #telling: Subscription | undefined;
  #weightBytes = 0;
  #discarded = false;

  constructor(
    readonly room: string,
    private readonly size: number,
    private readonly weight: Weight,
  ) {}

  /** One subscription for all listeners: a chain of operators for each would cost more than its answer. */
  join(listener: Listener): void {
    this.#listeners.add(listener);
    this.#telling ??= this.arrivals.subscribe(() => this.tell());
  }

  leave(listener: Listener): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size > 0) return;
    this.#telling?.unsubscribe();
    this.#telling = undefined;
  }

  get listeners(): Iterable<Listener> {
    return this.#listeners;
  }

  /** Has all listeners look at the room, except those of one session, given by the hash of its id. */
  tell(except?: string): void {
    for (const listener of this.#listeners)
      if (except === undefined || listener.session?.idHash !== except) listener.hear(this);
  }

  /** False while the first read of the log is pending. */
  get isReady(): boolean {
    return this.#early === undefined;
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  get floorSeq(): number {
    return this.#floorSeq;
  }

  get newestSeq(): number {
    return this.#floorSeq + this.#entries.length;
  }

  /** True if the buffer holds as much as it may, or the whole log. */
  get isFull(): boolean {
    return this.holdsNewestMessages || this.#entries.length >= this.size * 2;
  }

  /** True if the buffer holds the room's newest `size` messages, or all of them. */
  get holdsNewestMessages(): boolean {
    return this.#floorSeq === 0 || this.#messageCount >= this.size;
  }

  /**
   * The messages among the entries, oldest first, deleted ones too. The same array until one of them changes.
   */
  get messages(): readonly Message[] {
    return (this.#messages ??= messagesAmong(this.#entries));
  }

  /** Starts with the newest entry of the log, if there is one, and then adds what arrived meanwhile. */
  start(newest: Entry | undefined): void {
    const early = this.#early ?? [];
    this.#early = undefined;
    if (newest) this.#set([newest]);
    for (const entry of early) this.add(entry);
  }

  /** Adds a committed entry and tells the listeners. Repeats do nothing. */
  add(entry: Entry): void {
    if (this.#early) {
      this.#early.push(entry);
      for (const listener of this.#listeners) listener.hearEarly?.(entry.seq);
      return;
    }
    if (entry.seq <= this.newestSeq) return;
    // After a hole the buffer starts anew; the log has the entries before.
    if (entry.seq === this.newestSeq + 1) this.#push(entry);
    else this.#set([entry]);
    this.#answers.clear();
    this.arrivals.next(entry);
  }

  /** Prepends older entries, as read from the log without holes. */
  adopt(older: readonly Entry[]): void {
    const last = older.at(-1);
    if (!last || last.seq < this.#floorSeq) return;
    const before = older.filter(({ seq }) => seq <= this.#floorSeq);
    this.#set([...before, ...this.#entries]);
    // They may have been read before a change that the buffer already has.
    for (const entry of this.#entries) this.#apply(entry);
    this.#trim();
  }

  /** Renames the author on all entries by and about them. */
  renameAuthor(author: Author): void {
    const named = (entry: Entry): Entry => withAuthorRenamed(entry, author);
    this.#early = this.#early?.map(named);
    this.#entries = this.#entries.map(named);
    this.#messages = undefined;
    this.#answers.clear();
  }

  /** Removes the texts of a message that the entry `changedSeq` deleted, although that entry has not arrived yet. */
  erase({ seq, changedSeq }: Pick<ErasedMessage, 'seq' | 'changedSeq'>): void {
    const erased = (message: Message): Message =>
      DELETION.apply(message, { seq: changedSeq, at: 0, body: '' });
    for (const entries of [this.#early ?? [], this.#entries])
      for (const [i, { message }] of entries.entries())
        if (message?.seq === seq) this.#renew(i, erased(message), entries);
    this.#answers.clear();
  }

  /** Forgets all but the newest entry. */
  shrink(): void {
    const newest = this.#entries.at(-1);
    if (newest) this.#set([newest]);
    this.#answers.clear();
  }

  /** The entries after a seq, which must not be below the floor. */
  after(seq: number): Entry[] {
    return this.#entries.slice(Math.max(seq - this.#floorSeq, 0));
  }

  /** True if there is a message after this seq that is not deleted. */
  hasMessagesAfter(seq: number): boolean {
    for (let i = this.#entries.length - 1; i >= 0; i--) {
      const entry = this.#entries[i] as Entry;
      if (entry.seq <= seq) return false;
      if (entry.type === MESSAGE && !entry.message?.deleted) return true;
    }
    return false;
  }

  /** The seq of a message in the buffer; undefined if it is not there. */
  seqOf(id: string): number | undefined {
    return this.#entries.findLast(({ type, message }) => type === MESSAGE && message?.id === id)?.seq;
  }

  /** A cursor with no newer messages after it; undefined if there is no message among the entries. */
  get newestMessageId(): string | undefined {
    return this.#entries.findLast(({ type }) => type === MESSAGE)?.message?.id;
  }

  /** A surface's answer for waiters at `seq`, rendered once. */
  answerAfter(kind: AnswerKind, seq: number, make: (entries: Entry[]) => JsonBytes): JsonBytes {
    const answers = this.#answers.of(kind);
    let answer = answers.get(seq);
    if (!answer) {
      answer = make(this.after(seq));
      answers.add(seq, answer);
    }
    return answer;
  }

  /** Removes the buffer from the total weight. Whoever still holds it may go on reading it. */
  discard(): void {
    this.#weigh(-this.#weightBytes);
    this.#discarded = true;
  }

  #push(entry: Entry): void {
    this.#entries.push(entry);
    this.#count(entry, 1);
    this.#apply(entry);
    this.#trim();
  }

  /** Gives a message the state after a change; a deletion also erases the text of its edits. */
  #apply({ type, message }: Entry): void {
    if (type === MESSAGE || !message) return;
    // The message may lie below the floor, and edits of it above.
    if (message.deleted) this.#erase(message);
    else if (message.seq > this.#floorSeq) this.#renew(message.seq - this.#floorSeq - 1, message);
  }

  #erase(message: Message): void {
    for (const [i, other] of this.#entries.entries())
      if (other.message?.seq === message.seq) this.#renew(i, message);
  }

  #renew(i: number, message: Message, entries = this.#entries): void {
    const entry = entries[i] as Entry;
    if (!entry.message || !isNewer(message, entry.message)) return;
    const renewed = { ...entry, message };
    entries[i] = renewed;
    if (entries !== this.#entries) return;
    this.#count(entry, -1);
    this.#count(renewed, 1);
  }

  #set(entries: Entry[]): void {
    for (const entry of this.#entries) this.#count(entry, -1);
    this.#entries = entries;
    this.#floorSeq = (entries[0]?.seq ?? 1) - 1;
    for (const entry of entries) this.#count(entry, 1);
  }

  #count(entry: Entry, by: 1 | -1): void {
    this.#messages = undefined;
    if (entry.type === MESSAGE) this.#messageCount += by;
    this.#weigh(by * weigh(entry));
  }

  #weigh(changeBytes: number): void {
    if (this.#discarded) return;
    this.#weightBytes += changeBytes;
    this.weight.totalBytes += changeBytes;
  }

  #trim(): void {
    while (this.#messageCount > this.size || this.#entries.length > this.size * 2) {
      const dropped = this.#entries.shift() as Entry;
      this.#floorSeq = dropped.seq;
      this.#count(dropped, -1);
    }
  }
}
