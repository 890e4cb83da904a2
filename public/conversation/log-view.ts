import { find } from '../page/elements.js';
import type { Strings } from '../page/strings.js';
import { Times } from '../page/times.js';
import { CatchingUp } from './catching-up.js';
import type { CodeBlocks } from './code-blocks.js';
import { Gaps } from './gaps.js';
import { History } from './history.js';
import { MessageDecorator } from './message-decorator.js';
import { moveByKeys } from './message-keys.js';
import { MessageLog } from './message-log.js';
import { MissingEntries } from './missing-entries.js';
import { NewMessagesPill } from './new-messages.js';
import { Sections } from './sections.js';
import { StickyScroll } from './sticky-scroll.js';

interface LogViewParts {
  inbox: HTMLElement;
  /** The page's language. */
  lang: string;
  strings: Strings;
  /** The address of the room's entries. */
  url: string;
  /** Makes the button that opens the tools of an own message. */
  opener: () => HTMLElement;
  codeBlocks: CodeBlocks;
  /** The seq that the server has as read. */
  read: number;
  /** The newest seq of the room when the page was made. */
  seq: number;
  /** The seq of the newest entry on the page; 0 while nobody is there whose mark could move. */
  newest: () => number;
  /** Sends a read mark to the server. */
  tell: (seq: number) => Promise<unknown>;
}

/** The log on the page: what it shows, where it is scrolled to, what it loads, and what of it is unread. */
export class LogView {
  readonly log: MessageLog;
  readonly scroll: StickyScroll;
  readonly pill: NewMessagesPill;
  readonly gaps: Gaps;
  readonly history: History;
  readonly catchingUp: CatchingUp;
  readonly #inbox: HTMLElement;

  constructor({ inbox, lang, strings, url, opener, codeBlocks, ...reading }: LogViewParts) {
    this.#inbox = inbox;
    const times = new Times(lang, strings);
    const limit = () => this.catchingUp.line.element;
    const decorator = new MessageDecorator(times, opener, codeBlocks);
    const log = (this.log = new MessageLog(inbox, decorator, new Sections(times)));
    // Begins at the end, so what is in the log must be there by now, and the lines of days too.
    const scroll = (this.scroll = new StickyScroll(inbox, (atEnd) => this.#moved(atEnd), limit));
    this.pill = new NewMessagesPill(find('.pill', HTMLButtonElement), strings, () => scroll.toEnd());
    moveByKeys(inbox, log);
    const entries = new MissingEntries({ url, log, scroll });
    const gaps = (this.gaps = new Gaps({ inbox, log, entries, strings }));
    const onOlder = (oldest: number) => this.catchingUp.line.restore(oldest);
    const onLoaded = () => this.#thin();
    this.history = new History({ inbox, log, scroll, entries, strings, onOlder, onLoaded });
    const inView = () => this.lastInView;
    this.catchingUp = new CatchingUp({ inbox, log, gaps, scroll, strings, times, inView, ...reading });
  }

  /** The seq of the last entry that is in view. */
  get lastInView(): number {
    return this.log.lastSeqAbove(this.#inbox.getBoundingClientRect().bottom);
  }

  /**
   * Removes what is far from the reader, if there is too much.
   *
   * @param arrived messages of others that have just come
   */
  keepShort(arrived: number): void {
    if (this.scroll.atEnd) return this.history.trim();
    this.pill.show(arrived);
    this.#thin();
  }

  /** Thousands of messages take long to lay out. The gap that this leaves is filled when the reader comes near. */
  #thin(): void {
    const missing = this.log.thin(this.lastInView);
    if (missing) this.gaps.show(missing);
  }

  #moved(atEnd: boolean): void {
    if (atEnd) this.pill.hide();
    else this.pill.show();
    this.catchingUp.look();
  }
}
