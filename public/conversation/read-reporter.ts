/** Told a little later, and not by all readers of a room at once. */
const WAIT_MS = 1000;
const SPREAD_MS = 1000;

interface ReadReporterOptions {
  /** Seq that the server knows to be read. */
  read: number;
  /** Of the newest entry on the page. */
  newest: () => number;
  /** Whether it can be seen. */
  atEnd: () => boolean;
  tell: (seq: number) => Promise<unknown>;
}

/** Tells the server up to where one has read: the end of the log, while the page is seen and has the focus. */
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

  /** To be called whenever something more may have been read. */
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
      // The next look tells it.
    }
    this.#busy = false;
  }
}
