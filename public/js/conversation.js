import { Echo } from './echo.js';
import { RequestError } from './request.js';

/**
 * @typedef {import('./poll-loop.js').Message} Message
 * @typedef {import('./outbox.js').Letter} Letter
 * @typedef {import('./page.js').Person} Person
 */

/** Brings together what was sent and what arrived: every message once, an echo only until its message is there. */
export class Conversation {
  /** @type {Map<string, Echo>} */
  #echoes = new Map();
  /** @type {Person | null} */
  #me = null;
  #parts;

  /**
   * @param {object} parts
   * @param {import('./message-log.js').MessageLog} parts.log
   * @param {import('./sticky-scroll.js').StickyScroll} parts.scroll
   * @param {import('./pill.js').Pill} parts.pill
   * @param {import('./strings.js').Strings} parts.strings
   * @param {(me: Person) => void} parts.onMe the server told who one is
   */
  constructor(parts) {
    this.#parts = parts;
  }

  /** @param {Person} me */
  setMe(me) {
    this.#me = me;
    this.#parts.log.setMe(me.id);
  }

  /**
   * What a poll brought.
   *
   * @param {Message[]} messages
   * @param {boolean} gap
   * @param {import('./outbox.js').Outbox} outbox
   */
  news(messages, gap, outbox) {
    const { log, scroll, pill, strings } = this.#parts;
    const fresh = scroll.keep(() => {
      if (gap) log.showGap(strings.t('browser.gap'));
      return messages.filter((message) => {
        const mine = !this.#me || message.author.id === this.#me.id;
        const letter = mine ? outbox.remove(message.client_id) : undefined;
        if (letter) this.#replaceEcho(letter, message);
        return !letter && log.show(message);
      });
    });
    const mine = fresh.filter(({ author }) => author.id === this.#me?.id).at(-1);
    if (mine) this.#meet(mine.author);
    if (!scroll.atEnd) pill.add(fresh.filter(({ author }) => author.id !== this.#me?.id).length);
  }

  /**
   * @param {Letter} letter
   * @param {import('./echo.js').EchoActions} actions
   */
  pending(letter, actions) {
    const { log, scroll, strings } = this.#parts;
    const author = this.#me?.name ?? strings.t('browser.you');
    const echo = this.#echoes.get(letter.clientId) ?? new Echo(author, letter.body, strings, actions);
    this.#echoes.set(letter.clientId, echo);
    echo.pending();
    log.showEcho(echo.element);
    scroll.toEnd();
  }

  /**
   * @param {Letter} letter
   * @param {unknown} error
   */
  failed(letter, error) {
    const reason = this.#reason(error);
    this.#parts.scroll.keep(() =>
      this.#echoes.get(letter.clientId)?.failed(reason, letter.state === 'refused'),
    );
  }

  /**
   * The server's answer to a send.
   *
   * @param {Letter} letter
   * @param {Message} message
   */
  sent(letter, message) {
    this.#parts.scroll.keep(() => this.#replaceEcho(letter, message));
  }

  /** @param {Letter} letter */
  drop(letter) {
    this.#echoes.get(letter.clientId)?.element.remove();
    this.#echoes.delete(letter.clientId);
  }

  /**
   * @param {Letter} letter
   * @param {Message} message
   */
  #replaceEcho(letter, message) {
    this.drop(letter);
    this.#parts.log.show(message);
    this.#meet(message.author);
  }

  /**
   * One's own message tells who one is: a name can be changed in another tab.
   *
   * @param {Person} me
   */
  #meet(me) {
    if (me.id !== this.#me?.id || me.name !== this.#me.name) this.#parts.onMe(me);
  }

  /** @param {unknown} error */
  #reason(error) {
    const { strings } = this.#parts;
    if (!(error instanceof RequestError) || error.status === 0) return strings.t('browser.offline');
    if (error.detail) return error.detail;
    return strings.t(error.status < 429 ? 'browser.refused' : 'browser.busy');
  }
}
