import type { Table } from './tables.js';

const SHOWN_EVERY_MS = 500;
/** To the beginning of the line, and erase it. */
const CLEAR_LINE = '\r\u001B[K';

const amount = (count: number): string => count.toLocaleString('en');

/** Tells how far a move is: a line per table, and on a terminal twice a second. */
export class MoveProgress {
  #table: Table | undefined;
  #rows = 0;
  #rowsOfAll = 0;
  /** Whether there is a line that the next one replaces. */
  #isShown = false;
  #shownAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly counts: ReadonlyMap<Table, number>,
    private readonly out: { isTTY?: boolean; write(text: string): unknown } = process.stderr,
    private readonly now = () => performance.now(),
  ) {}

  moved(table: Table, rows: number): void {
    if (table !== this.#table) this.end();
    this.#table = table;
    this.#rows += rows;
    this.#rowsOfAll += rows;
    if (!this.out.isTTY || this.now() - this.#shownAtMs < SHOWN_EVERY_MS) return;
    this.#shownAtMs = this.now();
    this.#isShown = true;
    this.out.write(CLEAR_LINE + this.#line);
  }

  /** The present table is complete. */
  end(): void {
    if (this.#table !== undefined) this.say(this.#line);
    this.#table = undefined;
    this.#rows = 0;
  }

  /** Leaves a line that is shown, so that something else can be written. */
  leave(): void {
    if (this.#isShown) this.out.write('\n');
    this.#isShown = false;
  }

  say(line: string): void {
    this.#isShown = false;
    this.out.write(`${this.out.isTTY ? CLEAR_LINE : ''}${line}\n`);
  }

  get #line(): string {
    const table = this.#table as Table;
    const all = [...this.counts.values()].reduce((sum, rows) => sum + rows, 0);
    const percent = Math.floor((100 * this.#rowsOfAll) / all);
    return `${table}: ${amount(this.#rows)} of ${amount(this.counts.get(table) ?? 0)} rows; ${percent} % of everything`;
  }
}
