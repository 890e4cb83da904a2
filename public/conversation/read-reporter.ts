/** Delayed and spread, so that not all readers of a room report at once. */
const WAIT_MS = 1000;
const SPREAD_MS = 1000;

interface ReadReporterOptions {
  /** The seq that the server has as read. */
  read: number;
  /** The seq of the newest entry on the page. */
  newest: () => number;
  /** True if the end of the log is in view. */
  atEnd: () => boolean;
  tell: (seq: number) => Promise<unknown>;
}

/** Reports the read mark: the end of the log, while the page is visible and focused. */
export class ReadReporter {
  readonly #options: ReadReporterOptions;
  #told: number;
  #busy = false;

  constructor(options: ReadReporterOptions) {
    this.#options = options;
    this.#told = options.read;
    for (const type of ['focus', 'pageshow']) window.addEventListener(type, () => this.look());
    document.addEventListener('visibilitychange', () => this.look());
  }

  /** Call whenever more may have been read. */
  look(): void {
    if (this.#busy || !this.#isReading) return;
    this.#busy = true;
    setTimeout(() => void this.#tell(), WAIT_MS + Math.random() * SPREAD_MS);
  }

  get #isReading(): boolean {
    const { newest, atEnd } = this.#options;
    return !document.hidden && document.hasFocus() && atEnd() && newest() > this.#told;
  }

  async #tell(): Promise<void> {
    const seq = this.#options.newest();
    try {
      if (this.#isReading) {
        await this.#options.tell(seq);
        this.#told = seq;
      }
    } catch {
      // The next `look` retries.
    }
    this.#busy = false;
  }
}
