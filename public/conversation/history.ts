import { element } from '../page/elements.js';
import type { Strings } from '../page/strings.js';
import { get } from '../server/request.js';
import type { Entries, Gap, RoomEvent } from '../server/entry.js';
import type { MessageLog } from './message-log.js';
import { MissingLine } from './missing-line.js';
import type { StickyScroll } from './sticky-scroll.js';

/** How many entries one request brings: some screens, or a good part of a hole. */
const SCREENS = 100;
const MOST = 500;
/** How many requests one click may cause. */
const MOST_REQUESTS = 10;
const ANSWERED_WITHIN_MS = 20_000;
/** How far from the oldest message the loading of older ones begins. */
const AHEAD_PX = 600;

interface HistoryParts {
  /** Seq of the first message that was unread when the page was made; 0 if none was. */
  unreadFrom: number;
  /** Of the entries of the room. */
  url: string;
  inbox: HTMLElement;
  log: MessageLog;
  scroll: StickyScroll;
  strings: Strings;
}

/** Brings what the page does not have: what lies before it, and what a long absence left out. */
export class History {
  readonly #parts: HistoryParts;
  /** Seq of the oldest that is there. */
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
   * From now on loads older messages whenever the reader comes near the oldest.
   *
   * @param before seq of the oldest that is there
   */
  followBack(before: number): void {
    this.#before = before;
    this.#line.showState();
    this.#parts.inbox.prepend(this.#line.element);
    this.#near.observe(this.#line.element);
  }

  /** Takes the oldest messages out of a log that has grown long. They are loaded again when somebody looks for them. */
  trim(): void {
    const { inbox, log, scroll } = this.#parts;
    // What arrives there would stand alone.
    if (inbox.querySelector('.loading')) return;
    const before = scroll.keep(() => log.trim());
    if (before !== undefined) this.followBack(before);
  }

  get #isUnreadAbove(): boolean {
    return this.#unreadFrom > 0 && this.#unreadFrom < this.#before;
  }

  /** The line of what is new, as soon as the message is there before which it belongs. */
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

  /** Says in the log that something was left out, and loads exactly that when asked to. */
  showGap({ after, before }: Gap): void {
    const { log, strings } = this.#parts;
    const { firstSeq = before } = log;
    // What is shown may have been changed in the gap. If that cannot be read now, loading the gap will tell.
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
   * @param requests at most
   * @param then in the moment in which they are shown
   * @param which of them to show
   */
  async #read(
    bounds: Record<string, number>,
    requests: number,
    then: (answer: Entries) => void,
    which: (event: RoomEvent) => boolean = () => true,
  ): Promise<void> {
    const { url, inbox, log, scroll } = this.#parts;
    const query = Object.entries(bounds).map((bound) => bound.join('='));
    // No news: a screen reader reads none of it aloud.
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
