import { AnswerReader, messageText, type Received } from './messages.js';
import { Poller, type PollerGroup } from './poller.js';
import type { Sender } from './sender.js';
import { addFaults, type Faults, NO_FAULTS } from './sequence.js';
import type { ServerUnderTest } from './server-under-test.js';
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

/** N clients that all wait in the lobby of one server. */
export class Swarm {
  readonly #pollers: Poller[];
  #last: Received;
  #pending = 0;
  #latencies: number[] = [];
  #postedAt = 0;
  #settle: { resolve(): void; reject(error: Error): void } | undefined;
  #failure: Error | undefined;

  constructor(
    private readonly server: ServerUnderTest,
    visitors: readonly Visitor[],
    size: number,
    last: Received,
  ) {
    this.#last = last;
    const group: PollerGroup = {
      port: server.port,
      reader: new AnswerReader(),
      delivered: (message) => this.#delivered(message),
      failed: (error) => this.#fail(error),
    };
    this.#pollers = Array.from({ length: size }, (_, index) => {
      return new Poller(group, at(visitors, index), last);
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
   * Posts one message and waits until everybody has it and waits again.
   *
   * @throws Error if somebody has not got it in time, or something failed.
   */
  async deliver(sender: Sender): Promise<Round> {
    await sender.connect();
    if (this.#failure) throw this.#failure;
    const number = this.#last.number + 1;
    this.#pending = this.#pollers.length;
    this.#latencies = [];
    const everybody = this.#untilEverybodyHas(number);
    this.#postedAt = performance.now();
    const done = Promise.all([sender.post(messageText(number)), everybody]);
    const [id] = await Promise.race([done, this.server.died]);
    const quietAt = await this.server.meter.untilQuiet(QUIET_MS);
    this.#last = { id, number };
    return { latenciesMs: this.#latencies, wholeMs: quietAt - this.#postedAt };
  }

  get last(): Received {
    return this.#last;
  }

  faults(): Faults {
    const each = this.#pollers.map((poller) => poller.check.faults(this.#last.number));
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
    if (message.number === this.#last.number + 1 && --this.#pending === 0) this.#settle?.resolve();
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

function at<T>(list: readonly T[], index: number): T {
  const item = list[index % list.length];
  if (item === undefined) throw new Error('an empty list');
  return item;
}
