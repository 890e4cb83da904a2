import { Subject, type Subscription } from 'rxjs';
import type { Session } from '../accounts/session.js';
import type { JsonBytes } from '../json-bytes.js';
import { type Author, type Entry, type Message, isNewer, withAuthorRenamed } from '../log/entry.js';
import { RecentAnswers } from './recent-answers.js';

/** What all buffers hold together, in bytes, as far as one can tell: see `weigh`. */
export interface Weight {
  totalBytes: number;
}

/** Who is told of what comes into a room. */
export interface Listener {
  /** On whose behalf. */
  readonly session?: Session | undefined;
  /** There is a new entry in the buffer. */
  hear(buffer: RoomBuffer): void;
  /** An entry came while the buffer was still finding out where its room stands. */
  hearEarly?(seq: number): void;
}

/** The two surfaces tell the same entries differently. */
export type AnswerKind = 'messages' | 'events';

/**
 * The newest entries of one active room, and who listens for more. It holds every entry with a seq above `floorSeq`: as many
 * messages as its size, or twice as many entries. Messages are in their present state. It only caches: what lies below is in
 * the log, and losing it costs a read, never an entry.
 */
export class RoomBuffer {
  /** New entries, as they are committed. */
  readonly arrivals = new Subject<Entry>();
  readonly #listeners = new Set<Listener>();
  /** When somebody last asked for the room, on the monotonic clock. */
  usedAtMs = Number.NEGATIVE_INFINITY;
  /** Resolves when the buffer knows where its room stands. */
  ready: Promise<void> = Promise.resolve();

  /** Without holes: the entry with seq s stands at s - floorSeq - 1. */
  #entries: Entry[] = [];
  #messageCount = 0;
  /** The messages among them, if somebody has asked since they last changed. */
  #messages: readonly Message[] | undefined;
  #floorSeq = 0;
  /** What arrived before the buffer knew where the room stood; undefined from then on. */
  #early: Entry[] | undefined = [];
  readonly #answers = { messages: new RecentAnswers(), events: new RecentAnswers() };
  #telling: Subscription | undefined;
  #weightBytes = 0;
  #discarded = false;

  constructor(
    readonly room: string,
    private readonly size: number,
    private readonly weight: Weight,
  ) {}

  /** One subscription for all who listen to the room: a chain of operators for each would cost more than its answer. */
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

  /** Has all who listen look at the room, but not on behalf of one session, by the hash of its id. */
  tell(except?: string): void {
    for (const listener of this.#listeners)
      if (except === undefined || listener.session?.idHash !== except) listener.hear(this);
  }

  /** False while the first read of the log is under way. */
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

  /** True if it holds all that it may hold, or all there is. */
  get isFull(): boolean {
    return this.holdsNewestMessages || this.#entries.length >= this.size * 2;
  }

  /** True if the newest messages of the room, as many as its size, are among its entries. */
  get holdsNewestMessages(): boolean {
    return this.#floorSeq === 0 || this.#messageCount >= this.size;
  }

  /** The messages among the entries, oldest first; deleted ones too. The same list for as long as nothing in it changes. */
  get messages(): readonly Message[] {
    return (this.#messages ??= messagesAmong(this.#entries));
  }

  /** Begins with the newest entry of the log, if there is one; what arrived meanwhile follows. */
  start(newest: Entry | undefined): void {
    const early = this.#early ?? [];
    this.#early = undefined;
    if (newest) this.#restartAt(newest);
    for (const entry of early) this.add(entry);
  }

  /** Takes a committed entry in and tells those who listen. Repeats do nothing. */
  add(entry: Entry): void {
    if (this.#early) {
      this.#early.push(entry);
      for (const listener of this.#listeners) listener.hearEarly?.(entry.seq);
      return;
    }
    if (entry.seq <= this.newestSeq) return;
    // After a hole the buffer begins anew: the log has what lies before.
    if (entry.seq === this.newestSeq + 1) this.#push(entry);
    else this.#restartAt(entry);
    this.#forgetAnswers();
    this.arrivals.next(entry);
  }

  /** Puts older entries of the log in front, which has none before them if they begin with the first. */
  adopt(older: readonly Entry[]): void {
    const last = older.at(-1);
    if (!last || last.seq < this.#floorSeq) return;
    const before = older.filter(({ seq }) => seq <= this.#floorSeq);
    this.#set([...before, ...this.#entries]);
    // They may have been read before a change that has been told since.
    for (const entry of this.#entries) this.#apply(entry);
    this.#trim();
  }

  /** Names an author anew on what they wrote. */
  renameAuthor(author: Author): void {
    const named = (entry: Entry): Entry => withAuthorRenamed(entry, author);
    this.#early = this.#early?.map(named);
    this.#entries = this.#entries.map(named);
    this.#messages = undefined;
    this.#forgetAnswers();
  }

  /** Forgets all but the newest entry. */
  shrink(): void {
    const newest = this.#entries.at(-1);
    if (newest) this.#restartAt(newest);
    this.#forgetAnswers();
  }

  /** The entries after a seq that is not below the floor. */
  after(seq: number): Entry[] {
    return this.#entries.slice(Math.max(seq - this.#floorSeq, 0));
  }

  /** True if after a seq there is a message that has not been deleted. */
  hasMessagesAfter(seq: number): boolean {
    for (let i = this.#entries.length - 1; i >= 0; i--) {
      const entry = this.#entries[i] as Entry;
      if (entry.seq <= seq) return false;
      if (entry.type === 'message' && !entry.message.deleted) return true;
    }
    return false;
  }

  /** The seq of a message that is in the buffer. */
  seqOf(id: string): number | undefined {
    return this.#entries.findLast(({ type, message }) => type === 'message' && message?.id === id)?.seq;
  }

  /** A cursor behind which nothing new has been said; undefined if there is no message among the entries. */
  get newestMessageId(): string | undefined {
    return this.#entries.findLast(({ type }) => type === 'message')?.message?.id;
  }

  /** The answer of a surface for all waiters after `seq`, made once. */
  answerAfter(kind: AnswerKind, seq: number, make: (entries: Entry[]) => JsonBytes): JsonBytes {
    const answers = this.#answers[kind];
    let answer = answers.get(seq);
    if (!answer) {
      answer = make(this.after(seq));
      const before = answers.bytes;
      answers.add(seq, answer);
      this.#weigh(answers.bytes - before);
    }
    return answer;
  }

  /** Counts for nothing any more. Whoever still holds the buffer may read it to the end. */
  discard(): void {
    this.#weigh(-this.#weightBytes);
    this.#discarded = true;
  }

  #restartAt(entry: Entry): void {
    this.#set([entry]);
  }

  #push(entry: Entry): void {
    this.#entries.push(entry);
    this.#count(entry, 1);
    this.#apply(entry);
    this.#trim();
  }

  /** A change gives the message that it is about its new state; a deletion takes the text from its edits as well. */
  #apply({ type, message }: Entry): void {
    if (type === 'message' || !message) return;
    // The message may lie below the floor, and edits of it above.
    if (message.deleted) this.#erase(message);
    else if (message.seq > this.#floorSeq) this.#renew(message.seq - this.#floorSeq - 1, message);
  }

  #erase(message: Message): void {
    for (const [i, other] of this.#entries.entries())
      if (other.message?.seq === message.seq) this.#renew(i, message);
  }

  #renew(i: number, message: Message): void {
    const entry = this.#entries[i] as Entry;
    if (!entry.message || !isNewer(message, entry.message)) return;
    const renewed = { ...entry, message };
    this.#entries[i] = renewed;
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
    if (entry.type === 'message') this.#messageCount += by;
    this.#weigh(by * weigh(entry));
  }

  #forgetAnswers(): void {
    for (const answers of [this.#answers.messages, this.#answers.events]) {
      this.#weigh(-answers.bytes);
      answers.clear();
    }
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

/** The messages among entries, in their order; deleted ones too. */
export function messagesAmong(entries: readonly Entry[]): Message[] {
  return entries.flatMap((entry) => (entry.type === 'message' ? [entry.message] : []));
}

/** A message is kept five times over: as its body, in its HTML, in its JSON both, and in a page's log; two bytes a character at the most. */
function weigh({ message }: Entry): number {
  return 5000 + (message?.body.length ?? 0) * 10;
}
