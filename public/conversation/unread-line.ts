import { listen } from '../page/page-scope.js';
import { element } from '../page/elements.js';
import type { Strings } from '../page/strings.js';
import type { Times } from '../page/times.js';
import type { MessageLog } from './message-log.js';
import type { StickyScroll } from './sticky-scroll.js';

interface UnreadLineParts {
  inbox: HTMLElement;
  log: MessageLog;
  scroll: StickyScroll;
  strings: Strings;
  times: Times;
}

/** The line above the first message that the reader has not seen. It stays where it is until they leave. */
export class UnreadLine {
  readonly #parts: UnreadLineParts;
  #element: HTMLElement | undefined;
  /** Of the first unread message. */
  #seq = 0;
  /** True if everything was read when the reader left, so the line stands above what comes next. */
  #mayMove = true;

  constructor(parts: UnreadLineParts) {
    this.#parts = parts;
    const shown = parts.inbox.querySelector<HTMLElement>('.unread-line');
    if (shown) this.#adopt(shown);
    listen(window, 'blur', () => this.#left());
    listen(document, 'visibilitychange', () => document.hidden && this.#left());
  }

  /** The line, if it is shown. */
  get element(): HTMLElement | undefined {
    return this.#element?.isConnected ? this.#element : undefined;
  }

  /**
   * Call when a message comes that may be unread.
   *
   * @param seq of the first message that the reader has not seen
   */
  arrived(seq: number): void {
    if (!this.#mayMove) return;
    this.#mayMove = false;
    this.remove();
    this.#seq = seq;
    const text = this.#parts.strings.t('browser.unreadLine');
    this.#element = element('p', { class: 'unread-line', text });
    this.#element.setAttribute('role', 'separator');
    this.#element.ariaLabel = text;
    this.restore(seq);
  }

  /** Shows it again if the log had dropped it with older messages. */
  restore(oldest: number): void {
    if (this.#element && !this.element && this.#seq >= oldest)
      this.#parts.log.showAfter(this.#seq - 1, this.#element);
  }

  /** Everything is read. */
  remove(): void {
    if (this.element) this.#parts.log.remove(this.element);
    this.#element = undefined;
  }

  #adopt(shown: HTMLElement): void {
    const time = shown.querySelector('time');
    if (time) time.textContent = this.#parts.times.moment(new Date(time.dateTime));
    this.#element = shown;
    this.#seq = Number(shown.dataset['seq']);
    this.#mayMove = false;
  }

  #left(): void {
    if (this.#parts.scroll.atEnd) this.#mayMove = true;
  }
}
