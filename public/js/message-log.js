import { messageFromServer } from './page.js';

const TINTS = 8;
/** Changes that are remembered of messages not shown: an older state of them may still be on its way. */
const MOST_CHANGES = 500;
/** Every new message makes the browser lay out all of them. */
const MOST_SHOWN = 700;
const KEPT = 500;

/** The messages on the page, in the server's order; echoes, which have no place yet, stand at the end. */
export class MessageLog {
  #inbox;
  #times;
  #tools;
  #me = '';
  /** What has a place, in its order. @type {{ seq: number, element: Element }[]} */
  #items = [];
  /** By id. @type {Map<string, Message>} */
  #changes = new Map();

  /**
   * @param {HTMLElement} inbox
   * @param {import('./language.js').Times} times
   * @param {() => HTMLElement} tools what one's own messages get in addition
   */
  constructor(inbox, times, tools) {
    this.#inbox = inbox;
    this.#times = times;
    this.#tools = tools;
    for (const element of inbox.querySelectorAll('.message, .notice, .unread-line')) {
      this.#items.push({ seq: seqsOf(element).seq, element });
      this.#dress(element);
    }
  }

  /** Seq of the oldest message shown. */
  get firstSeq() {
    return this.#items.find(({ element }) => element.matches('.message, .notice'))?.seq;
  }

  /**
   * Shows what happened, in whatever order it becomes known.
   *
   * @param {RoomEvent} event
   * @returns {boolean} whether it is a message that was not there before
   */
  apply({ type, seq, message, html }) {
    if (!message) return html ? this.#add(seq, html) : false;
    if (type === 'message') return this.show(message);
    const change = { ...message, changed_seq: Math.max(seq, message.changed_seq) };
    this.#changes.set(message.id, change);
    const [oldest] = this.#changes.keys();
    if (oldest && this.#changes.size > MOST_CHANGES) this.#changes.delete(oldest);
    const shown = document.getElementById(`m${message.id}`);
    if (shown) this.#change(shown, change);
    return false;
  }

  /**
   * Shows a message once, in its place and its newest state.
   *
   * @param {Message} message
   * @returns {boolean} whether it was not there before
   */
  show(message) {
    const { id, seq } = message;
    const change = this.#changes.get(id);
    const newest = change && change.changed_seq > message.changed_seq ? change : message;
    const shown = document.getElementById(`m${id}`);
    if (shown) this.#change(shown, newest);
    if (shown || newest.deleted) return false;
    return this.#add(seq, newest.html);
  }

  /**
   * @param {number} seq
   * @param {string} html of a message or a notice
   */
  #add(seq, html) {
    const made = messageFromServer(html);
    if (document.getElementById(made.id)) return false;
    this.#dress(made);
    this.#place(seq, made);
    return true;
  }

  /**
   * Puts something between the messages.
   *
   * @param {number} seq after which it belongs
   * @param {Element} element
   */
  showAfter(seq, element) {
    this.#items = this.#items.filter((one) => one.element !== element);
    this.#place(seq + 0.5, element);
  }

  /**
   * Takes something out. The focus, if it was there, stays in the log.
   *
   * @param {Element} element
   */
  remove(element) {
    const focused = element.contains(document.activeElement);
    this.#items = this.#items.filter((one) => one.element !== element);
    element.remove();
    if (focused) this.#inbox.focus({ preventScroll: true });
  }

  /** @param {HTMLElement} echo */
  showEcho(echo) {
    if (this.#me) echo.querySelector('.message-author')?.classList.add(`tint-${tint(this.#me)}`);
    this.#inbox.append(echo);
  }

  /**
   * Takes the oldest out if there are very many, but nothing that somebody is busy with.
   *
   * @returns {number | undefined} seq of the oldest that is left, if any was taken out
   */
  trim() {
    if (this.#items.length <= MOST_SHOWN) return undefined;
    const busy = this.#items.findIndex(({ element }) => element.querySelector('form, :focus'));
    let count = this.#items.length - KEPT;
    if (busy >= 0) count = Math.min(count, busy);
    while (count > 0 && !this.#items[count]?.element.matches('.message')) count -= 1;
    for (const { element } of this.#items.splice(0, count)) element.remove();
    return count > 0 ? this.firstSeq : undefined;
  }

  /** One's own newest message. */
  get lastOwn() {
    return this.#items.findLast(({ element }) => element.matches('.own'))?.element;
  }

  /**
   * Marks one's own messages.
   *
   * @param {string} id
   */
  setMe(id) {
    if (id === this.#me) return;
    this.#me = id;
    for (const { element } of this.#items) this.#mark(element);
  }

  /**
   * @param {number} seq
   * @param {Element} element
   */
  #place(seq, element) {
    const at = this.#items.findLastIndex((one) => one.seq <= seq) + 1;
    const next = this.#items[at]?.element ?? this.#inbox.querySelector('.message:not([id])');
    this.#items.splice(at, 0, { seq, element });
    this.#inbox.insertBefore(element, next);
  }

  /**
   * Gives a message its newer state, in place: what was added to it here stays.
   *
   * @param {Element} shown
   * @param {Message} message
   */
  #change(shown, { html, changed_seq, deleted }) {
    if (deleted) {
      shown.dispatchEvent(new Event('gone', { bubbles: true }));
      this.remove(shown);
    } else if (changed_seq > seqsOf(shown).changed) {
      const parts = [...messageFromServer(html).children];
      for (const part of shown.querySelectorAll(':scope > .message-head, :scope > .message-body'))
        part.remove();
      shown.prepend(...parts);
      this.#dress(shown);
    }
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
    if (!author) return;
    const own = message.classList.toggle('own', author === this.#me);
    const tools = message.querySelector(':scope > .tools');
    if (!own) tools?.remove();
    else if (!tools) message.append(this.#tools());
  }
}

/** @param {Element} message */
function seqsOf(message) {
  const head = message.querySelector('.message-head') ?? message;
  const seq = Number(head?.getAttribute('data-seq'));
  return { seq, changed: Number(head?.getAttribute('data-changed') ?? seq) };
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
