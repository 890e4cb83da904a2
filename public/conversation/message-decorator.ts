import type { Times } from '../page/times.js';
import type { Message } from '../server/entry.js';
import { messageFromServer, seqsOf } from './message-element.js';

const TINTS = 8;
/** The children of a message that the page has not added. */
const FROM_SERVER = ':scope > :not(.tools, .message-actions, form)';

/**
 * Adds to a message's HTML, which is the same for all readers: times in their time zone, the author's colour,
 * and the tools of own messages.
 */
export class MessageDecorator {
  readonly #times: Times;
  readonly #tools: () => HTMLElement;
  #me = '';

  /** @param tools added to own messages */
  constructor(times: Times, tools: () => HTMLElement) {
    this.#times = times;
    this.#tools = tools;
  }

  /** @returns whether the user changed, so that every message must be marked again */
  setMe(id: string): boolean {
    if (id === this.#me) return false;
    this.#me = id;
    return true;
  }

  decorate(message: Element): void {
    this.#times.localise(message);
    const author = message.querySelector('[data-author]');
    author?.classList.add(tintOf(author.getAttribute('data-author') ?? ''));
    this.mark(message);
  }

  decorateEcho(echo: Element): void {
    if (this.#me) echo.querySelector('.message-author')?.classList.add(tintOf(this.#me));
  }

  mark(message: Element): void {
    const author = message.querySelector('[data-author]')?.getAttribute('data-author');
    if (!author) return;
    const own = message.classList.toggle('own', author === this.#me);
    const tools = message.querySelector(':scope > .tools');
    if (!own) tools?.remove();
    else if (!tools) message.append(this.#tools());
  }

  /**
   * Shows a newer state of a message: replaces everything that came from the server. What the page has added
   * stays in place, because a form that moves loses its undo history, its scroll position and a composition.
   */
  update(shown: Element, { html, changed_seq }: Message): void {
    if (changed_seq <= seqsOf(shown).changed) return;
    for (const part of shown.querySelectorAll(FROM_SERVER)) part.remove();
    shown.prepend(...messageFromServer(html).children);
    this.decorate(shown);
  }
}

/** An author has the same colour everywhere. */
function tintOf(id: string): string {
  let sum = 0;
  for (const char of id) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return `tint-${sum % TINTS}`;
}
