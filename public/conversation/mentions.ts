import { listen } from '../page/page-scope.js';
import { button, element } from '../page/elements.js';
import type { Strings } from '../page/strings.js';
import { focusMessage } from './message-element.js';
import type { StickyScroll } from './sticky-scroll.js';

interface MentionsParts {
  inbox: HTMLElement;
  scroll: StickyScroll;
  strings: Strings;
  /** Loads a message that the page does not have, and tells whether that succeeded. */
  reveal: (seq: number) => Promise<boolean>;
}

/** Leads through the unread messages that mention the reader: by two buttons, and by the keys J and K. */
export class Mentions {
  readonly #parts: MentionsParts;
  readonly #seqs: number[];
  /** Where the reader is in `#seqs`. */
  #at = -1;
  #isBusy = false;

  constructor(parts: MentionsParts) {
    this.#parts = parts;
    const line = parts.inbox.querySelector<HTMLElement>('.unread-line[data-mentions]');
    this.#seqs = line?.dataset['mentions']?.split(' ').map(Number) ?? [];
    if (!line || this.#seqs.length === 0) return;
    line
      .querySelector('.away')
      ?.append(
        element('div', { class: 'away-steps' }, [
          this.#button('browser.previousMention', 'K', -1),
          this.#button('browser.nextMention', 'J', 1),
        ]),
      );
    listen(document, 'keydown', (event) => this.#onKey(event));
  }

  /** True if there is something to be led through. */
  get any(): boolean {
    return this.#seqs.length > 0;
  }

  #button(text: 'browser.previousMention' | 'browser.nextMention', key: string, by: number): HTMLElement {
    const made = button(this.#parts.strings.t(text), () => void this.#step(by));
    made.setAttribute('aria-keyshortcuts', key);
    made.append(' ', element('kbd', { text: key }));
    return made;
  }

  #onKey(event: KeyboardEvent): void {
    const by = { j: 1, k: -1 }[event.key.toLowerCase()];
    if (!by || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    void this.#step(by);
  }

  /** To the next one that is still there; at the last one it stays. */
  async #step(by: number): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      await this.#walk(this.#at + by, by);
    } finally {
      this.#isBusy = false;
    }
  }

  async #walk(at: number, by: number): Promise<void> {
    const seq = this.#seqs[at];
    if (seq === undefined) return;
    const find = () => this.#parts.inbox.querySelector(`.message-head[data-seq="${seq}"]`)?.parentElement;
    // If it could not be loaded, the reader stays, and can try again.
    if (!find() && !(await this.#parts.reveal(seq))) return;
    const message = find();
    // It was deleted meanwhile.
    if (!message) return this.#walk(at + by, by);
    this.#at = at;
    this.#goTo(message);
  }

  #goTo(message: HTMLElement): void {
    this.#parts.scroll.show(message);
    focusMessage(message);
    message.classList.remove('reached');
    // Begins the animation again.
    void message.offsetWidth;
    message.classList.add('reached');
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
}
