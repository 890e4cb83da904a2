import { messageText, type Received } from './messages.js';
import { Poller, type PollerGroup } from './poller.js';
import type { Sender } from './sender.js';
import { addFaults, type Faults, NO_FAULTS } from './sequence.js';
import type { ServerUnderTest } from './server-under-test.js';
import type { Talk } from './talk.js';
import type { Visitor } from './visitor.js';

/** Fewer than the shortest accept queue of the servers (Tornado's, 128). */
const CONNECT_AT_ONCE = 100;
const QUIET_MS = 120_000;

/** The latencies of one message, from its post to each client's delivery, and the whole round. */
export interface Round {
  readonly latenciesMs: readonly number[];
  /** From the post until every client's next poll has been taken in. */
  readonly wholeMs: number;
}

/** How far a talk has come, and how many clients wait in it. */
export interface Stand {
  readonly talk: Talk;
  readonly last: Received;
}

/** N clients that wait in one server, spread evenly over the talks in it. */
export class Swarm {
  readonly #pollers: Poller[];
  #stands: readonly Stand[];
  #number: number;
  #pending = 0;
  #latencies: number[] = [];
  #postedAt = 0;
  #settle: { resolve(): void; reject(error: Error): void } | undefined;
  #failure: Error | undefined;

  constructor(
    private readonly server: ServerUnderTest,
    visitors: readonly Visitor[],
    size: number,
    stands: readonly Stand[],
  ) {
    this.#stands = stands;
    this.#number = stands[0]?.last.number ?? 0;
    const group: PollerGroup = {
      port: server.port,
      delivered: (message) => this.#delivered(message),
      failed: (error) => this.#fail(error),
    };
    this.#pollers = Array.from({ length: size }, (_, index) => {
      const { talk, last } = at(stands, index);
      return new Poller(group, at(visitors, index), talk, last);
    });
  }

  /** Connects everybody and waits until the server holds all their polls. */
  async start(): Promise<void> {
    for (let from = 0; from < this.#pollers.length; from += CONNECT_AT_ONCE) {
      const some = this.#pollers.slice(from, from + CONNECT_AT_ONCE);
      await Promise.all(some.map((poller) => poller.start()));
      await this.server.meter.untilQuiet(QUIET_MS);
    }
    await this.#checkWaiters();
  }

  /**
   * Posts one message to each talk and waits until everybody has theirs and waits again.
   *
   * @throws Error if somebody has not got it in time, or something failed.
   */
  async deliver(...senders: readonly Sender[]): Promise<Round> {
    await Promise.all(senders.map((sender) => sender.connect()));
    if (this.#failure) throw this.#failure;
    const number = this.#number + 1;
    this.#pending = this.#pollers.length;
    this.#latencies = [];
    const everybody = this.#untilEverybodyHas(number);
    this.#postedAt = performance.now();
    const done = Promise.all([sayInEach(this.#stands, number, senders), everybody]);
    const [stands] = await Promise.race([done, this.server.died]);
    const quietAt = await this.server.meter.untilQuiet(QUIET_MS);
    this.#stands = stands;
    this.#number = number;
    return { latenciesMs: this.#latencies, wholeMs: quietAt - this.#postedAt };
  }

  get stands(): readonly Stand[] {
    return this.#stands;
  }

  faults(): Faults {
    const each = this.#pollers.map((poller) => poller.check.faults(this.#number));
    return each.reduce(addFaults, NO_FAULTS);
  }

  stop(): void {
    for (const poller of this.#pollers) poller.stop();
  }

  async #untilEverybodyHas(number: number): Promise<void> {
    const limitMs = 30_000 + 10 * this.#pollers.length;
    const timer = setTimeout(() => {
      this.#fail(new Error(`${this.#pending} clients never got message ${number}`));
    }, limitMs);
    try {
      await new Promise<void>((resolve, reject) => (this.#settle = { resolve, reject }));
    } finally {
      clearTimeout(timer);
    }
  }

  #delivered(message: Received): void {
    this.#latencies.push(performance.now() - this.#postedAt);
    if (message.number === this.#number + 1 && --this.#pending === 0) this.#settle?.resolve();
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#settle?.reject(error);
  }

  /** Where a server shows its waiters, proves that going quiet means what we take it for. */
  async #checkWaiters(): Promise<void> {
    const { waitersPath } = this.server.launch;
    if (waitersPath === undefined) return;
    const answer = await fetch(`http://127.0.0.1:${this.server.port}${waitersPath}`);
    const waiters = Number(await answer.text());
    if (waiters === this.#pollers.length) return;
    throw new Error(`${waiters} polls are held, not ${this.#pollers.length}`);
  }
}

/** Each sender says it in one talk after the other, all senders at the same time. */
export async function sayInEach(
  stands: readonly Pick<Stand, 'talk'>[],
  number: number,
  senders: readonly Sender[],
): Promise<Stand[]> {
  const said: Stand[] = [];
  const each = senders.map(async (sender, first) => {
    for (let i = first; i < stands.length; i += senders.length) {
      const { talk } = at(stands, i);
      const posted = await sender.post(messageText(number), talk.room);
      said[i] = { talk, last: { id: talk.cursorAfter(posted), number } };
    }
  });
  await Promise.all(each);
  return said;
}

function at<T>(list: readonly T[], index: number): T {
  const item = list[index % list.length];
  if (item === undefined) throw new Error('an empty list');
  return item;
}
