import type { Message } from '../server/entry.js';
import { element, find, fromServer } from '../page/elements.js';
import { pageSignal } from '../page/page-scope.js';
import type { Strings } from '../page/strings.js';
import type { News } from '../poll/answer.js';
import type { Positions } from '../poll/positions.js';
import { RequestError } from '../server/request-error.js';
import { get } from '../server/request.js';
import { isMuted, mentionsIn, mentionsUser, readOf, unreadOf } from './room-link.js';

/** The server's limit for counting. */
const MOST_UNREAD = 100;
/** Spreads the requests of a room's readers. */
const SPREAD_MS = 1000;
/** One poll takes 200 rooms for all tabs together. */
const MOST_ROOMS = 150;

interface RoomListOptions {
  /** The room of the page; undefined if it shows none. */
  room: string | undefined;
  /** The address of the list. */
  url: string;
  strings: Strings;
  /** The list on the page was replaced. */
  onRefresh: () => void;
}

/** The user's rooms beside the conversation, with unread counts. */
export class RoomList {
  readonly #options: RoomListOptions;
  #fetching = false;
  #again = false;
  readonly #ended = pageSignal();
  #soon = 0;

  constructor(options: RoomListOptions) {
    this.#options = options;
  }

  /** The positions of the listed rooms and of `@me` when the list was rendered. */
  positions(): Positions {
    const { own } = this.#place.dataset;
    const rooms = Array.from(this.#place.querySelectorAll('a'), ({ dataset }) => dataset).slice(
      0,
      MOST_ROOMS,
    );
    return new Map([
      ...rooms.flatMap(({ room, seq }) => (room && seq ? [[room, Number(seq)] as const] : [])),
      ...(own ? [['@me', Number(own)] as const] : []),
    ]);
  }

  /** Called with what a poll brought. Events of `@me` may change the list. */
  news({ me, events, gaps, marks }: News): void {
    for (const { room, seq, type, message } of events) {
      const link = this.link(room);
      if (room === '@me' || link?.closest('.hidden-rooms')) void this.refresh();
      // Older entries are included in the rendered counts.
      if (!link || !message || seq <= Number(link.dataset['seq'])) continue;
      if (type !== 'message') this.#changed(link, message, me);
      else {
        link.dataset['seq'] = String(seq);
        if (message.author.id === me) this.#read(link, seq);
        else if (!message.deleted && room !== this.#options.room)
          this.#show(link, unreadOf(link) + 1, mentionsIn(link) + (mentionsUser(message, me) ? 1 : 0));
      }
    }
    if (gaps.some(({ room }) => this.link(room)?.dataset['seq'])) this.#refreshSoon();
    for (const [room, seq] of Object.entries(marks?.read ?? {})) this.hasRead(room, seq);
  }

  /** Unread messages in all other rooms that are not muted. */
  get unread(): number {
    const calling = Array.from(this.#place.querySelectorAll('a')).filter((link) => !isMuted(link));
    return calling.reduce((sum, link) => sum + unreadOf(link), 0);
  }

  isMuted(room: string): boolean {
    const link = this.link(room);
    return link !== undefined && isMuted(link);
  }

  /** The seq up to which the user has read a room; 0 if the list does not have it. */
  read(room: string): number {
    const link = this.link(room);
    return link ? readOf(link) : 0;
  }

  /** Another tab has read a room up to this seq. */
  hasRead(room: string, seq: number): void {
    const link = this.link(room);
    if (!link) return;
    const before = readOf(link);
    if (seq >= Number(link.dataset['seq'])) this.#read(link, seq);
    else if (seq > before && unreadOf(link) > 0) void this.refresh();
    link.dataset['read'] = String(Math.max(before, seq));
  }

  /**
   * Handles an edit or deletion, which may change the counts. Only the server knows by how much: the message
   * may have been counted before the page was rendered.
   *
   * @param message in its present state
   */
  #changed(link: HTMLElement, message: Message, me: string | null): void {
    const isCounted = unreadOf(link) > 0 && message.seq > readOf(link) && message.author.id !== me;
    const isMention = mentionsUser(message, me) || mentionsIn(link) > 0;
    if (isCounted && (message.deleted || isMention)) this.#refreshSoon();
  }

  #read(link: HTMLElement, seq: number): void {
    link.dataset['read'] = String(seq);
    this.#show(link, 0, 0);
  }

  #refreshSoon(ms = Math.random() * SPREAD_MS): void {
    if (this.#soon) return;
    this.#soon = window.setTimeout(() => {
      this.#soon = 0;
      if (!this.#ended.aborted) void this.refresh();
    }, ms);
  }

  /** Fetches the list; once more if something happened meanwhile. */
  async refresh(): Promise<void> {
    this.#again = this.#fetching;
    if (this.#fetching) return;
    this.#fetching = true;
    try {
      const { html } = await get<{ html: string }>(this.#options.url, this.#ended);
      const fresh = fromServer(html);
      // A poll was faster.
      if (this.#isOutdated(fresh)) this.#again = true;
      else this.#replace(fresh);
    } catch (error) {
      // The list stays as it is until the next event or page, or until the server allows another request.
      if (error instanceof RequestError && error.retryAfterMs > 0) this.#refreshSoon(error.retryAfterMs);
    }
    this.#fetching = false;
    if (this.#ended.aborted) return;
    if (this.#again) void this.refresh();
  }

  #replace(fresh: HTMLElement): void {
    const focused =
      this.#place.contains(document.activeElement) && document.activeElement?.getAttribute('href');
    this.#place.replaceWith(fresh);
    this.#options.onRefresh();
    for (const link of this.#place.querySelectorAll('a'))
      if (link.getAttribute('href') === focused) link.focus();
  }

  /** True if a list lacks entries that the one on the page has. */
  #isOutdated(list: HTMLElement): boolean {
    return Array.from(list.querySelectorAll('a')).some(
      ({ dataset: { room = '', seq } }) => Number(seq) < Number(this.link(room)?.dataset['seq']),
    );
  }

  get #place(): HTMLElement {
    return find('.rooms-live', HTMLElement);
  }

  /** The link to a room, if the list has it. */
  link(room: string): HTMLAnchorElement | undefined {
    return Array.from(this.#place.querySelectorAll('a')).find(({ dataset }) => dataset['room'] === room);
  }

  #show(link: HTMLElement, count: number, mentions: number): void {
    for (const badge of link.querySelectorAll('.badge')) badge.remove();
    const { strings } = this.#options;
    const badges = [
      ...(count > 0 ? [badgeOf('badge', numberOf(count), strings.t('browser.unread'))] : []),
      ...(mentions > 0
        ? [badgeOf('badge mention', `@${numberOf(mentions)}`, strings.t('browser.mentions'))]
        : []),
    ];
    link.querySelector('bdi')?.after(...badges);
  }
}

function numberOf(count: number): string {
  return count < MOST_UNREAD ? String(count) : `${MOST_UNREAD - 1}+`;
}

/** @param what for screen readers */
function badgeOf(look: string, text: string, what: string): HTMLElement {
  return element('span', { class: look, text }, [
    element('span', { class: 'visually-hidden', text: ` ${what}` }),
  ]);
}
