import type { Strings } from '../page/strings.js';
import type { MessageLog } from './message-log.js';
import { type MissingEntries, PIECE } from './missing-entries.js';
import { MissingLine } from './missing-line.js';
import type { StickyScroll } from './sticky-scroll.js';

interface HistoryParts {
  inbox: HTMLElement;
  log: MessageLog;
  scroll: StickyScroll;
  entries: MissingEntries;
  strings: Strings;
  /** Called when older messages are shown, with the seq of the oldest. */
  onOlder: (oldest: number) => void;
  /** Called after that, when the view is where it was. */
  onLoaded: () => void;
}

/** Loads messages older than those on the page. */
export class History {
  readonly #parts: HistoryParts;
  /** Seq of the oldest loaded entry. */
  #before = 0;
  readonly #line: MissingLine;

  constructor(parts: HistoryParts) {
    const { inbox, strings } = (this.#parts = parts);
    this.#line = new MissingLine({ inbox, strings, what: 'browser.older', load: () => this.#readBack() });
  }

  /**
   * From now on, loads older messages when the reader comes near the oldest.
   *
   * @param before seq of the oldest loaded entry
   */
  followBack(before: number): void {
    this.#before = before;
    this.#line.showState();
    this.#parts.inbox.prepend(this.#line.element);
    this.#line.watch();
  }

  /** Removes the oldest messages from a log that has grown long. They are loaded again when needed. */
  trim(): void {
    const { inbox, log, scroll } = this.#parts;
    // Messages being loaded there would end up without their neighbours.
    if (inbox.querySelector('.loading')) return;
    const before = scroll.keep(() => log.trim());
    if (before !== undefined) this.followBack(before);
  }

  async #readBack(): Promise<void> {
    const { entries, log, onOlder, onLoaded } = this.#parts;
    await entries.load({ before: this.#before, limit: PIECE }, (answer) => {
      this.#before = Math.min(this.#before, ...answer.entries.map(({ seq }) => seq));
      onOlder(this.#before);
      if (answer.more) return this.#line.watch();
      this.#line.stop();
      log.remove(this.#line.element);
    });
    onLoaded();
  }
}
