import { element, find, fromServer } from './page.js';
import { RequestError, get } from './request.js';

/** The server counts no further. */
const MOST_UNREAD = 100;
/** Not by all readers of a room at once. */
const SPREAD_MS = 1000;
/** One poll takes 200 rooms of all tabs together. */
const MOST_ROOMS = 150;

/** One's rooms beside the conversation, with how much of each is unread. */
export class RoomList {
  #options;
  #fetching = false;
  #again = false;
  #soon = 0;

  /** @param {RoomListOptions} options */
  constructor(options) {
    this.#options = options;
  }

  /** Where the listed rooms and one's own log stood when the list was made. @returns {Positions} */
  positions() {
    const { own } = this.#place.dataset;
    const rooms = Array.from(this.#place.querySelectorAll('a'), ({ dataset }) => dataset).slice(
      0,
      MOST_ROOMS,
    );
    return new Map([
      ...rooms.flatMap(({ room, seq }) => (room && seq ? [/** @type {const} */ ([room, Number(seq)])] : [])),
      ...(own ? [/** @type {const} */ (['@me', Number(own)])] : []),
    ]);
  }

  /**
   * What a poll brought. Whatever concerns oneself may have changed the list.
   *
   * @param {News} news
   */
  news({ me, events, gaps, marks }) {
    for (const { room, seq, type, message } of events) {
      const link = this.#link(room);
      if (room === '@me' || link?.closest('.removed')) void this.refresh();
      // What the list was made with is counted in it.
      if (!link || !message || seq <= Number(link.dataset['seq'])) continue;
      if (type !== 'message') this.#changed(link, message, me);
      else {
        link.dataset['seq'] = String(seq);
        if (message.author.id === me) this.#read(link, seq);
        else if (!message.deleted && room !== this.#options.room)
          this.#show(link, unreadOf(link) + 1, isNamed(message, me) || isMarked(link));
      }
    }
    if (gaps.some(({ room }) => this.#link(room)?.dataset['seq'])) this.#refreshSoon();
    for (const [room, seq] of Object.entries(marks?.read ?? {})) this.hasRead(room, seq);
  }

  /**
   * Elsewhere one has read a room up to here.
   *
   * @param {string} room
   * @param {number} seq
   */
  hasRead(room, seq) {
    const link = this.#link(room);
    if (!link) return;
    const before = readOf(link);
    if (seq >= Number(link.dataset['seq'])) this.#read(link, seq);
    else if (seq > before && unreadOf(link) > 0) void this.refresh();
    link.dataset['read'] = String(Math.max(before, seq));
  }

  /**
   * An edit or a deletion, which may change what is counted. By how much, only the server knows: the message may have been
   * counted before the page was made.
   *
   * @param {HTMLElement} link
   * @param {Message} message as it is now
   * @param {string | null} me
   */
  #changed(link, message, me) {
    const isCounted = unreadOf(link) > 0 && message.seq > readOf(link) && message.author.id !== me;
    if (isCounted && (message.deleted || isNamed(message, me) !== isMarked(link))) this.#refreshSoon();
  }

  /**
   * @param {HTMLElement} link
   * @param {number} seq
   */
  #read(link, seq) {
    link.dataset['read'] = String(seq);
    this.#show(link, 0, false);
  }

  #refreshSoon(ms = Math.random() * SPREAD_MS) {
    if (this.#soon) return;
    this.#soon = window.setTimeout(() => {
      this.#soon = 0;
      void this.refresh();
    }, ms);
  }

  /** Gets the list anew; once more if something happened meanwhile. */
  async refresh() {
    this.#again = this.#fetching;
    if (this.#fetching) return;
    this.#fetching = true;
    try {
      const { html } = await get(this.#options.url);
      const focused =
        this.#place.contains(document.activeElement) && document.activeElement?.getAttribute('href');
      this.#place.replaceWith(fromServer(html));
      this.#options.onRefresh();
      for (const link of this.#place.querySelectorAll('a'))
        if (link.getAttribute('href') === focused) link.focus();
    } catch (error) {
      // The list stays as it was until the next event, or the next page; or until we may ask again.
      if (error instanceof RequestError && error.retryAfterMs > 0) this.#refreshSoon(error.retryAfterMs);
    }
    this.#fetching = false;
    if (this.#again) void this.refresh();
  }

  get #place() {
    return find('.rooms-live', HTMLElement);
  }

  /** @param {string} room */
  #link(room) {
    return Array.from(this.#place.querySelectorAll('a')).find(({ dataset }) => dataset['room'] === room);
  }

  /**
   * @param {HTMLElement} link
   * @param {number} count
   * @param {boolean} named
   */
  #show(link, count, named) {
    link.querySelector('.badge')?.remove();
    if (count === 0) return;
    const unread = element('span', {
      class: 'unseen',
      text: ` ${this.#options.strings.t('browser.unread')}`,
    });
    const text = count < MOST_UNREAD ? String(count) : `${MOST_UNREAD - 1}+`;
    const badge = element('span', { class: `badge${named ? ' mention' : ''}`, text }, [unread]);
    link.querySelector('bdi')?.after(badge);
  }
}

/**
 * @param {Message} message
 * @param {string | null} me
 */
function isNamed({ mentions }, me) {
  return me !== null && mentions?.includes(me) === true;
}

/** Whether it shows that one is named. @param {HTMLElement} link */
function isMarked(link) {
  return link.querySelector('.mention') !== null;
}

/** @param {HTMLElement} link */
function readOf(link) {
  return Number(link.dataset['read'] ?? 0);
}

/** @param {HTMLElement} link */
function unreadOf(link) {
  return parseInt(link.querySelector('.badge')?.textContent ?? '0', 10);
}
