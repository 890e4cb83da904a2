import { setTimeout as sleep } from 'node:timers/promises';
import { LoadClient } from './load-client.js';
import { messageText } from './messages.js';
import type { Sender } from './sender.js';
import type { Talk } from './talk.js';
import type { Visitor } from './visitor.js';

/** Fewer than the shortest accept queue of the servers (Tornado's, 128). */
const CONNECT_AT_ONCE = 100;
const QUIET_MS = 120_000;
const LATEST_MS = 30_000;

/** The latencies of one message, from its post to each client's delivery, and the whole round. */
export interface Round {
  readonly latenciesMs: readonly number[];
  /** From the post until every client's next poll has been taken in. */
  readonly wholeMs: number;
}

/** Wrong deliveries. A message out of order counts as lost, then as repeated. */
export interface Faults {
  readonly lost: number;
  readonly repeated: number;
}

/** What holds the polls of a swarm: a server, or several that are one chat. */
export interface Holder {
  /** Rejects when a process of it ends by itself. */
  readonly died: Promise<never>;
  /** Waits until everything that was written to it has been read; answers when that was, as `performance.now()`. */
  untilQuiet(timeoutMs: number): Promise<number>;
  /** The number of polls that it holds; undefined if it does not tell. */
  heldPolls(): Promise<number | undefined>;
}

/** N clients that wait for one chat, spread evenly over its talks. */
export class Swarm {
  readonly client = new LoadClient();
  #number = 0;
  #faults: Faults = { lost: 0, repeated: 0 };

  constructor(
    private readonly holder: Holder,
    private readonly size: number,
    private readonly talks: readonly Talk[],
  ) {}

  /** Posts a first message to each talk, connects everybody, and waits until the server holds all their polls. */
  async start(visitors: readonly Visitor[], senders: readonly Sender[]): Promise<void> {
    const cursors = await this.#say(senders);
    for (let from = 0; from < this.size; from += CONNECT_AT_ONCE) {
      const few = Array.from({ length: Math.min(CONNECT_AT_ONCE, this.size - from) }, (_, i) => from + i);
      await Promise.all(few.map((index) => this.#join(index, at(visitors, index), cursors)));
      await this.client.hold();
      await this.holder.untilQuiet(QUIET_MS);
    }
    await this.#checkWaiters();
  }

  /**
   * Posts one message to each talk and waits until every client has its message and polls again.
   *
   * @throws Error if a client does not get it in time, or something fails.
   */
  async deliver(senders: readonly Sender[]): Promise<Round> {
    this.#number++;
    await this.client.expect(this.#number);
    const postedAt = performance.now();
    const everybody = Promise.all([this.#say(senders), this.client.wait()]);
    await within(LATEST_MS + 10 * this.size, Promise.race([everybody, this.holder.died]));
    const wholeMs = (await this.holder.untilQuiet(QUIET_MS)) - postedAt;
    const { answeredAtMs, bodies, lost, repeated } = await this.client.report();
    for (const { talk, text } of bodies) at(this.talks, talk).reader.check(text);
    this.#faults = { lost, repeated };
    return { latenciesMs: answeredAtMs.map((answeredAt) => answeredAt - postedAt), wholeMs };
  }

  /** What has gone wrong so far. */
  get faults(): Faults {
    return this.#faults;
  }

  stop(): Promise<void> {
    return this.client.stop();
  }

  async #join(index: number, visitor: Visitor, cursors: readonly string[]): Promise<void> {
    const talk = at(this.talks, index);
    const request = await talk.join(visitor, at(cursors, index));
    const next = this.#number + 1;
    this.client.add({ request, talk: index % this.talks.length, key: talk.key, next });
  }

  /** All senders post at the same time, each to one talk after the other. Returns the cursors after it. */
  async #say(senders: readonly Sender[]): Promise<string[]> {
    const cursors: string[] = [];
    const each = senders.map(async (sender, first) => {
      for (let i = first; i < this.talks.length; i += senders.length) {
        const talk = at(this.talks, i);
        cursors[i] = talk.cursorAfter(await sender.post(messageText(this.#number), talk.room));
      }
    });
    await Promise.all(each);
    return cursors;
  }

  /** Where a server shows its waiters, proves that going quiet means what we take it for. */
  async #checkWaiters(): Promise<void> {
    const held = await this.holder.heldPolls();
    if (held !== undefined && held !== this.size) throw new Error(`${held} polls are held, not ${this.size}`);
  }
}

async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  const timeout = new AbortController();
  const late = sleep(ms, undefined, { signal: timeout.signal }).then(() => {
    throw new Error(`a message did not reach everybody within ${ms} ms`);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    late.catch(() => undefined);
    timeout.abort();
  }
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index % list.length];
  if (item === undefined) throw new Error('an empty list');
  return item;
}
