import { element, messageFromServer } from './html.js';

const TINTS = 8;

/** @typedef {import('./poll-loop.js').Message} Message */

/**
 * The messages on the page, in the server's order. Those that came with the page are older than all that follow;
 * echoes, which have no place yet, stand at the end.
 */
export class MessageLog {
  #inbox;
  #times;
  #me = '';
  /** @type {WeakMap<Element, number>} */
  #seqs = new WeakMap();

  /**
   * @param {HTMLElement} inbox
   * @param {import('./times.js').Times} times
   */
  constructor(inbox, times) {
    this.#inbox = inbox;
    this.#times = times;
    for (const message of inbox.querySelectorAll('.message')) {
      this.#seqs.set(message, 0);
      this.#dress(message);
    }
  }

  /**
   * Shows a message once, in its place.
   *
   * @param {Message} message
   * @returns {boolean} whether it was new
   */
  show({ id, seq, html }) {
    if (document.getElementById(`m${id}`)) return false;
    const shown = messageFromServer(html);
    this.#dress(shown);
    this.#seqs.set(shown, seq);
    this.#inbox.insertBefore(shown, this.#firstAfter(seq));
    return true;
  }

  /** @param {HTMLElement} echo */
  showEcho(echo) {
    if (this.#me) echo.querySelector('.message-author')?.classList.add(`tint-${tint(this.#me)}`);
    this.#inbox.append(echo);
  }

  /** @param {string} text says that something is missing before what comes next */
  showGap(text) {
    const gap = element('p', { class: 'gap', text });
    this.#inbox.insertBefore(gap, this.#firstAfter(Number.MAX_SAFE_INTEGER));
  }

  /**
   * Marks one's own messages.
   *
   * @param {string} id
   */
  setMe(id) {
    this.#me = id;
    for (const message of this.#inbox.querySelectorAll('.message')) this.#mark(message);
  }

  /**
   * The first element that belongs after a seq; null: none does.
   *
   * @param {number} seq
   */
  #firstAfter(seq) {
    /** @type {Element | null} */
    let after = null;
    for (let one = this.#inbox.lastElementChild; one; one = one.previousElementSibling) {
      if ((this.#seqs.get(one) ?? Infinity) < seq || !one.matches('.message')) return after;
      after = one;
    }
    return after;
  }

  /** @param {Element} message */
  #dress(message) {
    this.#times.localise(message);
    const author = message.querySelector('[data-author]');
    author?.classList.add(`tint-${tint(author.getAttribute('data-author') ?? '')}`);
    this.#mark(message);
  }

  /** @param {Element} message */
  #mark(message) {
    const author = message.querySelector('[data-author]')?.getAttribute('data-author');
    if (author) message.classList.toggle('own', author === this.#me);
  }
}

/**
 * The same colour for the same author everywhere.
 *
 * @param {string} id
 */
function tint(id) {
  let sum = 0;
  for (const char of id) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return sum % TINTS;
}
