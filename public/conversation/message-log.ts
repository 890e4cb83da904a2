import type { Message, RoomEvent } from '../server/entry.js';
import { beside } from '../page/roving-focus.js';
import type { MessageDecorator } from './message-decorator.js';
import { focusMessage, messageFromServer, seqsOf } from './message-element.js';
import type { Sections } from './sections.js';

/** Remembered changes of messages that are not shown; an older state of them may still arrive. */
const MOST_CHANGES = 500;
/** A limit, because every new message makes the browser lay out all of them. */
const MOST_SHOWN = 700;
const KEPT = 500;
/** What a reader who is not at the end keeps below them, and at the end. */
const KEPT_NEAR = 100;
const ENTRY = '.message, .notice';

/** The messages on the page, in order of seq. Echoes, which have no seq yet, are at the end. */
export class MessageLog {
  readonly #inbox: HTMLElement;
  readonly #decorator: MessageDecorator;
  readonly #sections: Sections;
  /** Everything with a seq, in order. */
  #items: { seq: number; element: Element }[] = [];
  /** By id. */
  readonly #changes = new Map<string, Message>();

  constructor(inbox: HTMLElement, decorator: MessageDecorator, sections: Sections) {
    this.#inbox = inbox;
    this.#decorator = decorator;
    this.#sections = sections;
    for (const element of inbox.querySelectorAll('.message, .notice, .unread-line')) {
      this.#items.push({ seq: seqsOf(element).seq, element });
      decorator.decorate(element);
    }
    for (let at = 0; at < this.#items.length; at += 1) this.#divide(at);
  }

  /** Seq of the last entry that ends above a line across the page, given from the upper edge of the window; 0 if none does. */
  lastSeqAbove(y: number): number {
    return this.#lastAbove(y, ENTRY)?.seq ?? 0;
  }

  /** The last message that ends above such a line. */
  lastAbove(y: number): HTMLElement | undefined {
    return this.#lastAbove(y, '.message')?.element as HTMLElement | undefined;
  }

  #lastAbove(y: number, selector: string): { seq: number; element: Element } | undefined {
    let [from, to] = [0, this.#items.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      const { bottom = 0 } = this.#items[middle]?.element.getBoundingClientRect() ?? {};
      if (bottom <= y) from = middle + 1;
      else to = middle;
    }
    return this.#items.findLast(({ element }, i) => i < from && element.matches(selector));
  }

  /** The number of messages by others that are shown after this seq. */
  countAfter(seq: number): number {
    const from = this.#items.findLastIndex((one) => one.seq <= seq) + 1;
    return this.#items.slice(from).filter(({ element }) => element.matches('.message:not(.own)')).length;
  }

  /** Seq of the oldest message shown. */
  get firstSeq(): number | undefined {
    return this.#items.find(({ element }) => element.matches(ENTRY))?.seq;
  }

  /**
   * Applies an event. Events may arrive in any order.
   *
   * @returns whether it is a message that was not shown before
   */
  apply({ type, seq, message, html }: RoomEvent): boolean {
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
   * Shows a message once, in its place and in its newest known state.
   *
   * @returns whether it was not shown before
   */
  show(message: Message): boolean {
    const { id, seq } = message;
    const change = this.#changes.get(id);
    const newest = change && change.changed_seq > message.changed_seq ? change : message;
    const shown = document.getElementById(`m${id}`);
    if (shown) this.#change(shown, newest);
    if (shown || newest.deleted) return false;
    return this.#add(seq, newest.html);
  }

  /** @param html of a message or a notice */
  #add(seq: number, html: string): boolean {
    const made = messageFromServer(html);
    if (document.getElementById(made.id)) return false;
    this.#decorator.decorate(made);
    this.#place(seq, made);
    return true;
  }

  /**
   * Inserts an element between messages.
   *
   * @param seq it is placed after this one
   */
  showAfter(seq: number, element: Element): void {
    this.#items = this.#items.filter((one) => one.element !== element);
    this.#place(seq + 0.5, element);
  }

  /** Removes an element. If it had the focus, a message beside it gets it, or the log. */
  remove(element: Element): void {
    const focused = element.contains(document.activeElement);
    const heir = beside(element, 1, '.message') ?? beside(element, -1, '.message');
    const at = this.#items.findIndex((one) => one.element === element);
    if (at >= 0) this.#items.splice(at, 1);
    this.#sections.forget(element);
    element.remove();
    if (at >= 0) this.#divideBelow(at);
    if (focused && heir && element.matches('.message')) focusMessage(heir);
    else if (focused) this.#inbox.focus({ preventScroll: true });
  }

  showEcho(echo: HTMLElement): void {
    this.#decorator.decorateEcho(echo, this.lastOwn);
    this.#sections.divideEcho(echo, this.#inbox.lastElementChild);
    this.#inbox.append(echo);
  }

  /**
   * Removes the oldest elements if there are too many, but keeps any in use and all after it.
   *
   * @returns seq of the oldest that is left, if any was removed
   */
  trim(): number | undefined {
    if (this.#items.length <= MOST_SHOWN) return undefined;
    const busy = this.#items.findIndex(({ element }) => isInUse(element));
    let count = this.#items.length - KEPT;
    if (busy >= 0) count = Math.min(count, busy);
    while (count > 0 && !this.#items[count]?.element.matches('.message')) count -= 1;
    for (const { element } of this.#items.splice(0, count)) this.#drop(element);
    this.#divideBelow(0);
    return count > 0 ? this.firstSeq : undefined;
  }

  /**
   * The same for a reader who is elsewhere: removes what is far below them.
   *
   * @param seq of the last entry in view
   * @returns the bounds of what is missing then, if anything was removed
   */
  thin(seq: number): { after: number; before: number } | undefined {
    const from = this.#items.findLastIndex((one) => one.seq <= seq) + 1 + KEPT_NEAR;
    const to = this.#items.length - KEPT_NEAR;
    if (this.#items.length <= MOST_SHOWN || to - from < KEPT_NEAR) return undefined;
    const far = this.#items.slice(from, to);
    if (far.some(({ element }) => isInUse(element))) return undefined;
    const after = Math.floor(this.#items[from - 1]?.seq ?? 0);
    this.#items.splice(from, to - from);
    for (const { element } of far) this.#drop(element);
    this.#divide(from);
    return { after, before: Math.ceil(this.#items[from]?.seq ?? after + 1) };
  }

  /** The user's newest message. */
  get lastOwn(): Element | undefined {
    return this.#items.findLast(({ element }) => element.matches('.own'))?.element;
  }

  /** Marks the user's messages. */
  setMe(id: string): void {
    if (!this.#decorator.setMe(id)) return;
    for (const { element } of this.#items) this.#decorator.mark(element);
  }

  #drop(element: Element): void {
    this.#sections.forget(element);
    element.remove();
  }

  #place(seq: number, element: Element): void {
    const at = this.#items.findLastIndex((one) => one.seq <= seq) + 1;
    const next = this.#items[at]?.element ?? this.#inbox.querySelector('.message:not([id])');
    this.#items.splice(at, 0, { seq, element });
    this.#inbox.insertBefore(element, next);
    this.#divideBelow(at);
  }

  /** What stands here, and the next entry below it, may begin a section or no longer begin one. */
  #divideBelow(at: number): void {
    this.#divide(at);
    const below = this.#items.findIndex(({ element }, i) => i > at && element.matches(ENTRY));
    if (below >= 0) this.#divide(below);
  }

  #divide(at: number): void {
    const { element } = this.#items[at] ?? {};
    if (!element) return;
    const dated = this.#items.findLast((one, i) => i < at && one.element.matches(ENTRY));
    this.#sections.divide(element, this.#items[at - 1]?.element, dated?.element);
  }

  #change(shown: HTMLElement, message: Message): void {
    if (!message.deleted) return this.#decorator.update(shown, message);
    shown.dispatchEvent(new Event('gone', { bubbles: true }));
    this.remove(shown);
  }
}

/** The reader is at this message, or edits it. */
function isInUse(message: Element): boolean {
  return message.contains(document.activeElement) || message.querySelector('form') !== null;
}
