import { Subject, type Subscription } from 'rxjs';
import type { JsonBytes } from '../json-bytes.js';
import type { Entry } from '../log/entry.js';
import { RecentAnswers } from './recent-answers.js';
import type { Waiter } from './waiter.js';

/** What all buffers hold together, in bytes, as far as one can tell: see `weigh`. */
export interface Weight {
  totalBytes: number;
}

/**
 * The newest messages of one active room, and who waits for more. It holds every message with a seq above `floorSeq`; what
 * lies below is in the log. It only caches: losing it costs a read, never a message.
 */
export class RoomBuffer {
  /** New messages, as they are committed. */
  readonly arrivals = new Subject<Entry>();
  readonly waiters = new Set<Waiter>();
  /** When somebody last asked for the room, on the monotonic clock. */
  usedAtMs = 0;
  /** Resolves when the buffer knows where its room stands. */
  ready: Promise<void> = Promise.resolve();

  #messages: Entry[] = [];
  #floorSeq = 0;
  /** What arrived before the buffer knew where the room stood; undefined from then on. */
  #early: Entry[] | undefined = [];
  readonly #answers = new RecentAnswers();
  #wakeUp: Subscription | undefined;
  #weightBytes = 0;
  #discarded = false;

  constructor(
    readonly room: string,
    private readonly size: number,
    private readonly weight: Weight,
  ) {}

  /** One subscription wakes all waiters of the room: a chain of operators for each would cost more than its answer. */
  join(waiter: Waiter): void {
    this.waiters.add(waiter);
    this.#wakeUp ??= this.arrivals.subscribe(() => {
      for (const held of this.waiters) held.wake('news');
    });
  }

  /** False if the waiter was not here. */
  leave(waiter: Waiter): boolean {
    const wasHere = this.waiters.delete(waiter);
    if (this.waiters.size === 0) {
      this.#wakeUp?.unsubscribe();
      this.#wakeUp = undefined;
    }
    return wasHere;
  }

  /** False while the first read of the log is under way. */
  get isReady(): boolean {
    return this.#early === undefined;
  }

  get messages(): readonly Entry[] {
    return this.#messages;
  }

  get floorSeq(): number {
    return this.#floorSeq;
  }

  get newest(): Entry | undefined {
    return this.#messages.at(-1);
  }

  get newestSeq(): number {
    return this.newest?.seq ?? this.#floorSeq;
  }

  /** True if `messages` are all that the buffer is to hold: as many as its size, or all there are. */
  get isFull(): boolean {
    return this.#floorSeq === 0 || this.#messages.length >= this.size;
  }

  /** Begins with the newest message of the log, if there is one; what arrived meanwhile follows. */
  start(newest: Entry | undefined): void {
    const early = this.#early ?? [];
    this.#early = undefined;
    if (newest) this.#restartAt(newest);
    for (const message of early) this.add(message);
  }

  /** Takes a committed message in and tells the waiters. Repeats do nothing. */
  add(message: Entry): void {
    if (this.#early) {
      this.#early.push(message);
      for (const waiter of this.waiters) waiter.firstEarlySeq ??= message.seq;
      return;
    }
    if (message.seq <= this.newestSeq) return;
    // After a hole the buffer begins anew: the log has what lies before.
    if (message.seq === this.newestSeq + 1) this.#push(message);
    else this.#restartAt(message);
    this.#forgetAnswers();
    this.arrivals.next(message);
  }

  /** Puts older messages of the log in front. `reachesBeginning`: the room has none before them. */
  adopt(older: readonly Entry[], reachesBeginning: boolean): void {
    const last = older.at(-1);
    if (last && last.seq < this.#floorSeq) return;
    const before = older.filter((message) => message.seq <= this.#floorSeq);
    this.#set([...before, ...this.#messages]);
    this.#floorSeq = reachesBeginning ? 0 : (this.#messages[0]?.seq ?? 1) - 1;
    this.#trim();
  }

  /** Forgets all but the newest message. */
  shrink(): void {
    if (this.newest) this.#restartAt(this.newest);
    this.#forgetAnswers();
  }

  /** The messages after a seq that is not below the floor. */
  after(seq: number): Entry[] {
    let i = this.#messages.length;
    while (i > 0 && (this.#messages[i - 1] as Entry).seq > seq) i--;
    return this.#messages.slice(i);
  }

  /** The seq of a message that is in the buffer. */
  seqOf(id: string): number | undefined {
    return this.#messages.findLast((message) => message.id === id)?.seq;
  }

  /** The answer for all waiters after `seq`, made once. */
  answerAfter(seq: number, make: (messages: Entry[]) => JsonBytes): JsonBytes {
    let answer = this.#answers.get(seq);
    if (!answer) {
      answer = make(this.after(seq));
      const before = this.#answers.bytes;
      this.#answers.add(seq, answer);
      this.#weigh(this.#answers.bytes - before);
    }
    return answer;
  }

  /** Counts for nothing any more. Whoever still holds the buffer may read it to the end. */
  discard(): void {
    this.#weigh(-this.#weightBytes);
    this.#discarded = true;
  }

  #restartAt(message: Entry): void {
    this.#set([message]);
    this.#floorSeq = message.seq - 1;
  }

  #push(message: Entry): void {
    this.#messages.push(message);
    this.#weigh(weigh(message));
    this.#trim();
  }

  #set(messages: Entry[]): void {
    const held = this.#messages.reduce((sum, message) => sum + weigh(message), 0);
    this.#messages = messages;
    this.#weigh(messages.reduce((sum, message) => sum + weigh(message), -held));
  }

  #forgetAnswers(): void {
    this.#weigh(-this.#answers.bytes);
    this.#answers.clear();
  }

  #weigh(changeBytes: number): void {
    if (this.#discarded) return;
    this.#weightBytes += changeBytes;
    this.weight.totalBytes += changeBytes;
  }

  #trim(): void {
    while (this.#messages.length > this.size) {
      const dropped = this.#messages.shift() as Entry;
      this.#floorSeq = dropped.seq;
      this.#weigh(-weigh(dropped));
    }
  }
}

/** A message is kept four times over: as its body, in its HTML, and in its JSON both; two bytes a character at the most. */
function weigh(message: Entry): number {
  return 4000 + message.body.length * 8;
}
