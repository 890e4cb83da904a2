import type { Message, RoomEvent } from '../server/entry.js';
import type { MessageDecorator } from './message-decorator.js';
import { messageFromServer, seqsOf } from './message-element.js';

/** Remembered changes of messages that are not shown; an older state of them may still arrive. */
const MOST_CHANGES = 500;
/** A limit, because every new message makes the browser lay out all of them. */
const MOST_SHOWN = 700;
const KEPT = 500;

/** The messages on the page, in order of seq. Echoes, which have no seq yet, are at the end. */
export class MessageLog {
  readonly #inbox: HTMLElement;
  readonly #decorator: MessageDecorator;
  /** Everything with a seq, in order. */
  #items: { seq: number; element: Element }[] = [];
  /** By id. */
  readonly #changes = new Map<string, Message>();

  constructor(inbox: HTMLElement, decorator: MessageDecorator) {
    this.#inbox = inbox;
    this.#decorator = decorator;
    for (const element of inbox.querySelectorAll('.message, .notice, .unread-line')) {
      this.#items.push({ seq: seqsOf(element).seq, element });
      decorator.decorate(element);
    }
  }

  /** Seq of the oldest message shown. */
  get firstSeq(): number | undefined {
    return this.#items.find(({ element }) => element.matches('.message, .notice'))?.seq;
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

  /** Removes an element. If it had the focus, the focus stays in the log. */
  remove(element: Element): void {
    const focused = element.contains(document.activeElement);
    this.#items = this.#items.filter((one) => one.element !== element);
    element.remove();
    if (focused) this.#inbox.focus({ preventScroll: true });
  }

  showEcho(echo: HTMLElement): void {
    this.#decorator.decorateEcho(echo);
    this.#inbox.append(echo);
  }

  /**
   * Removes the oldest elements if there are too many, but keeps any in use and all after it.
   *
   * @returns seq of the oldest that is left, if any was removed
   */
  trim(): number | undefined {
    if (this.#items.length <= MOST_SHOWN) return undefined;
    const busy = this.#items.findIndex(({ element }) => element.querySelector('form, :focus'));
    let count = this.#items.length - KEPT;
    if (busy >= 0) count = Math.min(count, busy);
    while (count > 0 && !this.#items[count]?.element.matches('.message')) count -= 1;
    for (const { element } of this.#items.splice(0, count)) element.remove();
    return count > 0 ? this.firstSeq : undefined;
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

  #place(seq: number, element: Element): void {
    const at = this.#items.findLastIndex((one) => one.seq <= seq) + 1;
    const next = this.#items[at]?.element ?? this.#inbox.querySelector('.message:not([id])');
    this.#items.splice(at, 0, { seq, element });
    this.#inbox.insertBefore(element, next);
  }

  #change(shown: Element, message: Message): void {
    if (!message.deleted) return this.#decorator.update(shown, message);
    shown.dispatchEvent(new Event('gone', { bubbles: true }));
    this.remove(shown);
  }
}
