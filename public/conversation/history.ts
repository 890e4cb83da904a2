import { element } from '../page/elements.js';
import type { Strings } from '../page/strings.js';
import { get } from '../server/request.js';
import type { Entries, Gap, RoomEvent } from '../server/entry.js';
import type { MessageLog } from './message-log.js';
import { MissingLine } from './missing-line.js';
import type { StickyScroll } from './sticky-scroll.js';

/** Entries per request: a few screens, or a good part of a gap. */
const SCREENS = 100;
const MOST = 500;
/** The most requests that one click may cause. */
const MOST_REQUESTS = 10;
const ANSWERED_WITHIN_MS = 20_000;
/** Older messages are loaded when the oldest is this close to the view. */
const AHEAD_PX = 600;

interface HistoryParts {
  /** Seq of the first message that was unread when the page was rendered; 0 if there was none. */
  unreadFrom: number;
  /** The address of the room's entries. */
  url: string;
  inbox: HTMLElement;
  log: MessageLog;
  scroll: StickyScroll;
  strings: Strings;
}

/** Loads messages that the page does not have: older ones, and those in gaps after a long absence. */
export class History {
  readonly #parts: HistoryParts;
  /** Seq of the oldest loaded entry. */
  #before = 0;
  readonly #line: MissingLine;
  readonly #near: IntersectionObserver;
  readonly #unreadFrom: number;

  constructor(parts: HistoryParts) {
    const { inbox, strings, unreadFrom } = (this.#parts = parts);
    this.#unreadFrom = unreadFrom;
    const text = () => (this.#isUnreadAbove ? 'browser.unreadAbove' : 'browser.gap');
    this.#line = new MissingLine(strings, text, () => this.#readBack());
    const look = (seen: IntersectionObserverEntry[]) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) void this.#line.load();
    };
    this.#near = new IntersectionObserver(look, { root: inbox, rootMargin: `${AHEAD_PX}px 0px` });
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
    this.#near.observe(this.#line.element);
  }

  /** Removes the oldest messages from a log that has grown long. They are loaded again when needed. */
  trim(): void {
    const { inbox, log, scroll } = this.#parts;
    // Messages being loaded there would end up without their neighbours.
    if (inbox.querySelector('.loading')) return;
    const before = scroll.keep(() => log.trim());
    if (before !== undefined) this.followBack(before);
  }

  get #isUnreadAbove(): boolean {
    return this.#unreadFrom > 0 && this.#unreadFrom < this.#before;
  }

  /** Shows the "new" line as soon as the message below it is loaded. */
  #showUnreadLine(): void {
    const { inbox, log, strings } = this.#parts;
    if (this.#unreadFrom === 0 || this.#isUnreadAbove || inbox.querySelector('.unread-line')) return;
    const line = element('p', { class: 'gap unread-line', text: strings.t('browser.unreadLine') });
    line.setAttribute('role', 'separator');
    log.showAfter(this.#unreadFrom - 1, line);
  }

  #readBack(): Promise<void> {
    return this.#read({ before: this.#before, limit: SCREENS }, 1, ({ entries, more }) => {
      this.#before = Math.min(this.#before, ...entries.map(({ seq }) => seq));
      this.#showUnreadLine();
      this.#near.disconnect();
      if (more) this.#near.observe(this.#line.element);
      else this.#parts.log.remove(this.#line.element);
    });
  }

  /** Shows a gap in the log, and loads exactly that when asked to. */
  showGap({ after, before }: Gap): void {
    const { log, strings } = this.#parts;
    const { firstSeq = before } = log;
    // Shown messages may have been changed in the gap. If this read fails, loading the gap will show the
    // changes.
    const shown = { after: firstSeq - 1, before: after + 1, limit: MOST };
    if (firstSeq <= after) this.#read(shown, MOST_REQUESTS, () => {}, isShown).catch(() => {});
    const line = new MissingLine(
      strings,
      () => 'browser.gap',
      () =>
        this.#read({ after, before, limit: MOST }, MOST_REQUESTS, ({ entries, more }) => {
          after = entries.at(-1)?.seq ?? after;
          if (more) log.showAfter(after, line.element);
          else log.remove(line.element);
        }),
    );
    log.showAfter(after, line.element);
  }

  /**
   * @param requests the most requests to make
   * @param then called when the entries are shown
   * @param which which of them to show
   */
  async #read(
    bounds: Record<string, number>,
    requests: number,
    then: (answer: Entries) => void,
    which: (event: RoomEvent) => boolean = () => true,
  ): Promise<void> {
    const { url, inbox, log, scroll } = this.#parts;
    const query = Object.entries(bounds).map((bound) => bound.join('='));
    // Not news, so screen readers must not read it aloud.
    inbox.ariaBusy = 'true';
    try {
      const answer = await get<Entries>(`${url}?${query.join('&')}`, AbortSignal.timeout(ANSWERED_WITHIN_MS));
      scroll.keep(() => {
        for (const event of answer.entries.filter(which)) log.apply(event);
        then(answer);
      });
      const after = answer.entries.at(-1)?.seq;
      if (after === undefined || !answer.more || requests <= 1) return;
      await this.#read({ ...bounds, after }, requests - 1, then, which);
    } finally {
      inbox.ariaBusy = 'false';
    }
  }
}

function isShown({ message }: RoomEvent): boolean {
  return document.getElementById(`m${message?.id}`) !== null;
}
