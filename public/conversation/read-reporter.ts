import { listen, pageSignal } from '../page/page-scope.js';
import { isAway } from '../page/away.js';

/** Delayed and spread, so that not all readers of a room report at once, and what scrolls past does not count. */
const WAIT_MS = 1000;
const SPREAD_MS = 1000;

interface ReadReporterOptions {
  /** The seq that the server has as read. */
  read: number;
  /** The seq of the last entry that is in view. */
  seen: () => number;
  tell: (seq: number) => Promise<unknown>;
}

/** Reports the read mark: what is in view while the page is visible and focused. */
export class ReadReporter {
  readonly #options: ReadReporterOptions;
  #told: number;
  readonly #ended = pageSignal();
  #busy = false;

  constructor(options: ReadReporterOptions) {
    this.#options = options;
    this.#told = options.read;
    for (const type of ['focus', 'pageshow'] as const) listen(window, type, () => this.look());
    listen(document, 'visibilitychange', () => this.look());
  }

  /** The seq up to which the reader has read, as far as this page knows. */
  get read(): number {
    return this.#told;
  }

  /** Call whenever more may have been read. */
  look(): void {
    if (this.#busy || !this.#isReading || this.#options.seen() <= this.#told) return;
    this.#busy = true;
    setTimeout(() => void this.#lookAgain(), WAIT_MS + Math.random() * SPREAD_MS);
  }

  get #isReading(): boolean {
    return !isAway() && !this.#ended.aborted;
  }

  async #lookAgain(): Promise<void> {
    const seq = this.#isReading ? this.#options.seen() : 0;
    try {
      if (seq > this.#told) await this.mark(seq);
      this.#busy = false;
      // The reader may have gone on meanwhile.
      this.look();
    } catch {
      // The next `look` retries.
      this.#busy = false;
    }
  }

  /** Reports everything up to this seq as read. */
  async mark(seq: number): Promise<void> {
    await this.#options.tell(seq);
    this.#told = Math.max(this.#told, seq);
  }
}
