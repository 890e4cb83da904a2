import {
  emptyHistory,
  type Fault,
  type Finish,
  type History,
  type Poll,
  type Probe,
  type Reading,
  type TornadoPoll,
  type Shown,
  type Text,
  type Write,
} from './history.js';

const TICK_MS = 50;
/** A timer that is late by this much counts as a lag. */
const LAG_MS = 250;

/** What somebody may wait for: that a sender asks, that a client is shown something, or that a sender is answered. */
export type Moment = 'asked' | 'shown' | 'answered';

/** Writes the history down, on one monotonic clock that begins with the run. */
export class Recorder {
  readonly history: History;
  readonly #startedAt = performance.now();
  readonly #entries = new Map<string, Shown>();
  readonly #awaited: Record<Moment, (() => void)[]> = { asked: [], shown: [], answered: [] };
  /** When the polls were asked that nothing disturbs and that are under way. */
  readonly #polling = new Set<{ askedAt: number }>();
  readonly #ticks: NodeJS.Timeout;
  #tickedAt = 0;

  /** `watch` is called after each fault. */
  constructor(
    bufferSize: number,
    private readonly watch?: (fault: Fault) => void,
    nodes = 1,
  ) {
    this.history = emptyHistory(bufferSize, nodes);
    this.#ticks = setInterval(() => this.#tick(), TICK_MS);
  }

  /** Milliseconds since the run began. */
  now(): number {
    return performance.now() - this.#startedAt;
  }

  stop(): void {
    clearInterval(this.#ticks);
  }

  /** Shares one object among all who see the same entry, to save memory in long histories. */
  one(shown: Shown): Shown {
    const key = JSON.stringify(shown);
    const known = this.#entries.get(key);
    if (known) return known;
    this.#entries.set(key, shown);
    return shown;
  }

  /** Runs a poll that nothing disturbs on its way. */
  async polling<T>(poll: () => Promise<T>): Promise<T> {
    const one = { askedAt: this.now() };
    this.#polling.add(one);
    try {
      return await poll();
    } finally {
      this.#polling.delete(one);
    }
  }

  /** For how long the oldest of these has been under way; 0 if there is none. */
  get longestPollMs(): number {
    const [oldest] = this.#polling;
    return oldest ? this.now() - oldest.askedAt : 0;
  }

  /** Runs once, the next time it happens, before anything else. */
  atNext(moment: Moment, run: () => void): void {
    this.#awaited[moment].push(run);
  }

  /** A sender has asked for something to be stored. */
  asked(): void {
    this.#happens('asked');
  }

  /** A sender was answered 2xx. */
  answered(): void {
    this.#happens('answered');
  }

  write(write: Write): void {
    this.history.writes.push(write);
  }

  poll(poll: Poll): void {
    this.history.polls.push(poll);
    if (poll.outcome.kind === 'events' && poll.outcome.events.length > 0) this.#happens('shown');
  }

  tornadoPoll(poll: TornadoPoll): void {
    this.history.tornadoPolls.push(poll);
    if (poll.outcome.kind === 'messages') this.#happens('shown');
  }

  reading(reading: Reading): void {
    this.history.readings.push(reading);
  }

  probe(probe: Probe): void {
    this.history.probes.push(probe);
  }

  fault(fault: Fault): void {
    this.history.faults.push(fault);
    this.watch?.(fault);
  }

  finish(finish: Finish): void {
    this.history.finishes.push(finish);
  }

  text(text: Text): void {
    this.history.texts.push(text);
  }

  #happens(moment: Moment): void {
    for (const run of this.#awaited[moment].splice(0)) run();
  }

  #tick(): void {
    const now = this.now();
    if (now - this.#tickedAt > TICK_MS + LAG_MS) this.history.lags.push({ from: this.#tickedAt, to: now });
    this.#tickedAt = now;
  }
}
