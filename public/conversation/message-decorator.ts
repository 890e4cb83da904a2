import type { Times } from '../page/times.js';
import type { Message } from '../server/entry.js';
import type { CodeBlocks } from './code-blocks.js';
import { authorOf, focusMessage, labelOf, messageFromServer, nameIn, seqsOf } from './message-element.js';

/** The children of a message that the page has not added. */
const FROM_SERVER = ':scope > :not(.tools, form)';

/**
 * Adds to a message's HTML, which is the same for all readers: times in their time zone, what concerns them,
 * and a button that opens the tools of own messages.
 */
export class MessageDecorator {
  readonly #times: Times;
  readonly #opener: () => HTMLElement;
  readonly #codeBlocks: CodeBlocks;
  #me = '';

  /** @param opener makes the button that is added to own messages */
  constructor(times: Times, opener: () => HTMLElement, codeBlocks: CodeBlocks) {
    this.#times = times;
    this.#opener = opener;
    this.#codeBlocks = codeBlocks;
  }

  /** @returns whether the user changed, so that every message must be marked again */
  setMe(id: string): boolean {
    if (id === this.#me) return false;
    this.#me = id;
    return true;
  }

  decorate(message: Element): void {
    this.#times.localise(message);
    this.#codeBlocks.decorate(message);
    if (message.matches('.message')) message.role = 'article';
    // Hundreds of names are not reached by Tab one after the other (`RovingFocus`).
    nameIn(message)?.setAttribute('tabindex', '-1');
    this.mark(message);
  }

  /** The picture of the user is made by the server. `own`: a message that has it. */
  decorateEcho(echo: Element, own: Element | undefined): void {
    const [name, made] = [echo, own].map(nameIn);
    if (!name?.parentElement || !made?.parentElement) return;
    name.parentElement.className = made.parentElement.className;
    name.dataset['initials'] = made.dataset['initials'];
  }

  mark(message: Element): void {
    const author = authorOf(message);
    if (!author) return;
    const own = message.classList.toggle('own', author === this.#me);
    const { mentions = '' } = message.querySelector<HTMLElement>('[data-mentions]')?.dataset ?? {};
    message.classList.toggle('mentions-me', this.#me !== '' && mentions.split(' ').includes(this.#me));
    const tools = message.querySelector(':scope > .tools');
    if (!own) tools?.remove();
    else if (!tools) message.append(this.#opener());
  }

  /**
   * Shows a newer state of a message: replaces everything that came from the server. What the page has added
   * stays in place, because a form that moves loses its undo history, its scroll position and a composition.
   */
  update(shown: HTMLElement, { html, changed_seq }: Message): void {
    if (changed_seq <= seqsOf(shown).changed) return;
    const { activeElement: focused } = document;
    const hasFocus = shown.contains(focused);
    const isNameFocused = focused === nameIn(shown);
    for (const part of shown.querySelectorAll(FROM_SERVER)) part.remove();
    shown.prepend(...messageFromServer(html).children);
    this.decorate(shown);
    if (isNameFocused) nameIn(shown)?.focus({ preventScroll: true });
    else if (hasFocus && !shown.contains(document.activeElement)) focusMessage(shown);
    if (shown.ariaLabel) shown.ariaLabel = labelOf(shown);
  }
}
