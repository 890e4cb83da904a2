import { button, element } from './page.js';
import { RequestError, get } from './request.js';

/** How many entries one request brings: some screens, or a good part of a hole. */
const SCREENS = 100;
const MOST = 500;
/** How many requests one click may cause. */
const MOST_REQUESTS = 10;
const ANSWERED_WITHIN_MS = 20_000;
/** How far from the oldest message the loading of older ones begins. */
const AHEAD_PX = 600;

/** Brings what the page does not have: what lies before it, and what a long absence left out. */
export class History {
  #parts;
  /** Seq of the oldest that is there. */
  #before = 0;
  #line;
  #near;
  #unreadFrom;

  /** @param {HistoryParts} parts */
  constructor(parts) {
    const { inbox, strings, unreadFrom } = (this.#parts = parts);
    this.#unreadFrom = unreadFrom;
    const text = () => (this.#isUnreadAbove ? 'browser.unreadAbove' : 'browser.gap');
    this.#line = new MissingLine(strings, text, () => this.#readBack());
    const look = /** @param {IntersectionObserverEntry[]} seen */ (seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) void this.#line.load();
    };
    this.#near = new IntersectionObserver(look, { root: inbox, rootMargin: `${AHEAD_PX}px 0px` });
  }

  /**
   * From now on loads older messages whenever the reader comes near the oldest.
   *
   * @param {number} before seq of the oldest that is there
   */
  followBack(before) {
    this.#before = before;
    this.#line.showState();
    this.#parts.inbox.prepend(this.#line.element);
    this.#near.observe(this.#line.element);
  }

  /** Takes the oldest messages out of a log that has grown long. They are loaded again when somebody looks for them. */
  trim() {
    const { inbox, log, scroll } = this.#parts;
    // What arrives there would stand alone.
    if (inbox.querySelector('.loading')) return;
    const before = scroll.keep(() => log.trim());
    if (before !== undefined) this.followBack(before);
  }

  get #isUnreadAbove() {
    return this.#unreadFrom > 0 && this.#unreadFrom < this.#before;
  }

  /** The line of what is new, as soon as the message is there before which it belongs. */
  #showUnreadLine() {
    const { inbox, log, strings } = this.#parts;
    if (this.#unreadFrom === 0 || this.#isUnreadAbove || inbox.querySelector('.unread-line')) return;
    const line = element('p', { class: 'gap unread-line', text: strings.t('browser.unreadLine') });
    line.setAttribute('role', 'separator');
    log.showAfter(this.#unreadFrom - 1, line);
  }

  #readBack() {
    return this.#read({ before: this.#before, limit: SCREENS }, 1, ({ entries, more }) => {
      this.#before = Math.min(this.#before, ...entries.map(({ seq }) => seq));
      this.#showUnreadLine();
      this.#near.disconnect();
      if (more) this.#near.observe(this.#line.element);
      else this.#parts.log.remove(this.#line.element);
    });
  }

  /**
   * Says in the log that something was left out, and loads exactly that when asked to.
   *
   * @param {Gap} gap
   */
  showGap({ after, before }) {
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
   * @param {Record<string, number>} bounds
   * @param {number} requests at most
   * @param {(answer: Entries) => void} then in the moment in which they are shown
   * @param {(event: RoomEvent) => boolean} which of them to show
   */
  async #read(bounds, requests, then, which = () => true) {
    const { url, inbox, log, scroll } = this.#parts;
    const query = Object.entries(bounds).map((bound) => bound.join('='));
    // No news: a screen reader reads none of it aloud.
    inbox.ariaBusy = 'true';
    try {
      /** @type {Entries} */
      const answer = await get(`${url}?${query.join('&')}`, AbortSignal.timeout(ANSWERED_WITHIN_MS));
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

/** @param {RoomEvent} event */
function isShown({ message }) {
  return document.getElementById(`m${message?.id}`) !== null;
}

/** A line in the log where messages are missing, with a button that loads them. */
class MissingLine {
  #text = element('span');
  #button = button('', () => void this.load());
  #strings;
  #say;
  #load;
  #loading = false;
  element = element('p', { class: 'gap' }, [this.#text, this.#button]);

  /**
   * @param {Strings} strings
   * @param {() => 'browser.gap' | 'browser.unreadAbove'} say what is missing
   * @param {() => Promise<unknown>} load
   */
  constructor(strings, say, load) {
    this.#strings = strings;
    this.#say = say;
    this.#load = load;
    this.showState();
  }

  showState() {
    this.#show(this.#say(), 'browser.load');
  }

  /** Does nothing while it is at it. What fails is said, and can be tried again. */
  async load() {
    if (this.#loading) return;
    this.#loading = true;
    this.#show('browser.loading', 'browser.load');
    try {
      await this.#load();
      this.showState();
    } catch (error) {
      this.#show('browser.notLoaded', 'browser.retry');
      if (!(error instanceof RequestError) && !(error instanceof DOMException)) throw error;
    } finally {
      this.#loading = false;
    }
  }

  /**
   * @param {'browser.gap' | 'browser.unreadAbove' | 'browser.loading' | 'browser.notLoaded'} text
   * @param {'browser.load' | 'browser.retry'} action
   */
  #show(text, action) {
    this.#text.textContent = this.#strings.t(text);
    this.#button.textContent = this.#strings.t(action);
    this.element.classList.toggle('loading', text === 'browser.loading');
  }
}
