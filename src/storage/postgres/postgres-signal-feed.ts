import { Logger } from '@nestjs/common';
import { Subscription } from 'rxjs';
import type { Clock } from '../../clock.js';
import { Outage } from '../../logging/outage.js';
import type { Hint, HintBus } from '../../signals/hint-bus.js';
import type { Signal } from '../../signals/signal.js';
import { SignalFeed } from '../../signals/signal-feed.js';
import type { Signals } from '../../signals/signals.js';
import type { PostgresLink } from './postgres-link.js';

/** How often a node asks for signals that nobody has told it of. */
const ASK_EVERY_MS = 250;
/** How long a node may serve what it remembers, counted from the sending of the last question that was answered. */
export const LEASE_MS = 800;
const READ_AT_ONCE = 1000;

type NumberedSignal = Signal & { n: number };
/** The number of the newest signal, beside each row, or beside none. */
type Row = { head: number } & (NumberedSignal | { n: null });

/**
 * The signals of all nodes, from the table `signals`. They are numbered densely in order of commit, because taking a
 * number locks the row `signals_head` until the commit. So whoever sees signal n sees all before it, and a row that was
 * written after a signal is visible only together with that signal (docs/decisions/0030-signals-of-all-nodes.md).
 */
export class PostgresSignalFeed extends SignalFeed {
  readonly #outage = new Outage(
    new Logger(PostgresSignalFeed.name),
    'database not heard from',
    'database heard from again',
  );
  /** All signals up to this number have been told here. */
  #told = 0;
  /** Signals that this node recorded, until they are told. */
  readonly #own = new Map<number, Signal>();
  /** The number of the newest signal told here that changed entries which had been stored before. */
  #toldOfEntries = 0;
  #askedAtMs = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | undefined;
  readonly #hearing = new Subscription();

  constructor(
    private readonly link: PostgresLink,
    private readonly signals: Signals,
    private readonly bus: HintBus,
    private readonly clock: Clock,
    /** Called if signals that were not told here can no longer be read. Then the node must end. */
    private readonly onDeath: (error: Error) => void,
  ) {
    super();
  }

  /** From here on this node hears of every signal. What it has read before must not be kept. */
  async start(): Promise<void> {
    const sentAtMs = this.clock.monotonicMs();
    const { rows } = await this.link.query<{ n: number }>('select n from signals_head');
    this.#told = rows[0]?.n ?? 0;
    this.#askedAtMs = sentAtMs;
    this.#hearing.add(this.clock.every(ASK_EVERY_MS, () => void this.#ask()));
    this.#hearing.add(this.bus.heard.subscribe((hints) => this.#hear(hints)));
  }

  stop(): void {
    this.#hearing.unsubscribe();
  }

  get isStale(): boolean {
    return this.clock.monotonicMs() - this.#askedAtMs > LEASE_MS;
  }

  /** All who ask in one turn of the event loop share a question. */
  override current(): Promise<void> {
    return (this.#asking ??= new Promise((resolve, reject) => {
      setImmediate(() => {
        this.#asking = undefined;
        this.#read().then(resolve, reject);
      });
    }));
  }

  /**
   * Resolves when all signals up to this number have been told here; undefined if they have been already. Await it
   * before anything read together with the number is remembered or answered.
   */
  upTo(n: number): Promise<void> | undefined {
    this.#tellOwn();
    return n <= this.#told ? undefined : this.#readUpTo(n);
  }

  /** Tells signals that this node has just committed, the last of them with number `n`, and those before them. */
  committed(signals: readonly Signal[], n: number): Promise<void> | undefined {
    signals.forEach((signal, i) => {
      const number = n - signals.length + 1 + i;
      // A question that was answered before the commit may have told it.
      if (number > this.#told) this.#own.set(number, signal);
    });
    if (signals.length > 0) this.bus.publish([{ signals: n }]);
    return this.upTo(n);
  }

  /** True if entries that were read together with this number may since have been erased or renamed in memory. */
  isOutdated(n: number): boolean {
    return this.#toldOfEntries > n;
  }

  #hear(hints: readonly Hint[]): void {
    const newest = hints.reduce((n, hint) => Math.max(n, 'signals' in hint ? hint.signals : 0), 0);
    if (newest > this.#told) void this.#ask();
  }

  async #readUpTo(n: number): Promise<void> {
    while (this.#told < n) await this.#read();
  }

  async #ask(): Promise<void> {
    try {
      await this.#read();
      this.#outage.worked();
    } catch (err) {
      if (this.isStale) this.#outage.failed(err);
    }
  }

  /** Tells every signal that was recorded before the call. */
  async #read(): Promise<void> {
    for (let isAll = false; !isAll;) {
      const [sentAtMs, after] = [this.clock.monotonicMs(), this.#told];
      const { rows } = await this.link.query<Row>({ name: 'signals', text: READ_SIGNALS, values: [after] });
      this.#checkComplete(after, rows);
      isAll = rows.length < READ_AT_ONCE;
      this.#tell(rows.filter((row) => row.n !== null));
      if (isAll) this.#askedAtMs = Math.max(this.#askedAtMs, sentAtMs);
    }
  }

  /** Old signals are deleted, and a database that takes the place of another may know fewer. */
  #checkComplete(after: number, rows: readonly Row[]): void {
    const head = rows[0]?.head ?? 0;
    const next = rows[0]?.n ?? head + 1;
    if (next === after + 1) return;
    const error = new Error(
      head < after
        ? `The database knows ${head} signals, and this node has heard ${after}: it was replaced by an older one.`
        : `Signals ${after + 1} to ${next - 1} are gone: this node was away for too long, or the database was restored.`,
    );
    this.stop();
    this.onDeath(error);
    throw error;
  }

  #tellOwn(): void {
    const next: NumberedSignal[] = [];
    for (let n = this.#told + 1, own; (own = this.#own.get(n)); n++) next.push({ ...own, n });
    if (next.length > 0) this.#tellAll(next);
  }

  /** Other reads may have told some of them meanwhile. */
  #tell(rows: readonly NumberedSignal[]): void {
    const news = rows.filter(({ n }) => n > this.#told);
    if (news.length > 0) this.#tellAll(news);
    this.#tellOwn();
  }

  #tellAll(news: readonly NumberedSignal[]): void {
    for (const { n, kind } of news) {
      this.#own.delete(n);
      this.#told = n;
      if (kind === 'erased' || kind === 'author') this.#toldOfEntries = n;
    }
    this.signals.tell(news);
  }
}

const READ_SIGNALS = `
  select head.n as head, news.* from signals_head as head
  left join lateral (
    select n, kind, subject from signals where n > $1 order by n limit ${READ_AT_ONCE}
  ) as news on true
  order by news.n`;
