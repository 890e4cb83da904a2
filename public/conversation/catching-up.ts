import { element } from '../page/elements.js';
import type { Strings } from '../page/strings.js';
import type { Times } from '../page/times.js';
import type { Gaps } from './gaps.js';
import { Mentions } from './mentions.js';
import type { MessageLog } from './message-log.js';
import { ReadReporter } from './read-reporter.js';
import type { StickyScroll } from './sticky-scroll.js';
import { UnreadLine } from './unread-line.js';

interface CatchingUpParts {
  inbox: HTMLElement;
  log: MessageLog;
  gaps: Gaps;
  scroll: StickyScroll;
  strings: Strings;
  times: Times;
  /** The seq that the server has as read. */
  read: number;
  /** The newest seq of the room when the page was made. */
  seq: number;
  /** The seq of the newest entry on the page; 0 while nobody is there whose mark could move. */
  newest: () => number;
  tell: (seq: number) => Promise<unknown>;
  /** The seq of the last entry that is in view. */
  inView: () => number;
}

/** What the reader missed: where it begins, what of it is for them, and how far they have read. */
export class CatchingUp {
  readonly line: UnreadLine;
  readonly #parts: CatchingUpParts;
  readonly #mentions: Mentions;
  readonly #reading: ReadReporter;
  /** Up to here nothing counts as unread. */
  readonly #known: number;

  constructor(parts: CatchingUpParts) {
    const { inbox, gaps, scroll, strings, read, tell } = (this.#parts = parts);
    this.line = new UnreadLine(parts);
    this.#known = this.line.element ? read : parts.seq;
    this.#mentions = new Mentions({ inbox, scroll, strings, reveal: (seq) => gaps.reveal(seq) });
    this.#reading = new ReadReporter({ read, seen: () => this.#seen(), tell });
    inbox.addEventListener('click', (event) => {
      const { target } = event;
      if (!(target instanceof HTMLButtonElement) || target.getAttribute('form') !== 'mark-read') return;
      event.preventDefault();
      void this.#markAll(target);
    });
  }

  /** True if something in what was missed is for the reader. */
  get mentionsReader(): boolean {
    return this.#mentions.any;
  }

  /**
   * The number of messages by others that are not read yet.
   *
   * @param read what was read on another device
   */
  unread(read: number): number {
    return this.#parts.log.countAfter(Math.max(read, this.#known, this.#reading.read));
  }

  /** Shows where the unread messages begin. */
  open(): void {
    const { element: line } = this.line;
    if (line) this.#parts.scroll.show(line);
  }

  /** Call whenever more may have been read. */
  look(): void {
    this.#reading.look();
  }

  #seen(): number {
    const { scroll, newest, inView } = this.#parts;
    const most = newest();
    return most === 0 || scroll.atEnd ? most : Math.min(most, inView());
  }

  async #markAll(asked: HTMLButtonElement): Promise<void> {
    const { inbox, scroll, strings, newest } = this.#parts;
    asked.disabled = true;
    try {
      await this.#reading.mark(newest());
      scroll.keep(() => this.line.remove());
      inbox.focus({ preventScroll: true });
    } catch {
      asked.disabled = false;
      const note = element('span', { class: 'error-text', text: strings.t('browser.notMarked') });
      note.setAttribute('role', 'alert');
      if (asked.nextSibling === null) asked.after(' ', note);
    }
  }
}
