import type { Strings } from '../page/strings.js';

/** Leads to the newest message from anywhere else, and counts those that arrived out of view. */
export class NewMessagesPill {
  readonly #button: HTMLButtonElement;
  readonly #strings: Strings;
  #count = 0;

  constructor(place: HTMLButtonElement, strings: Strings, onClick: () => void) {
    this.#button = place;
    this.#strings = strings;
    place.addEventListener('click', onClick);
  }

  /** @param more messages that arrived */
  show(more = 0): void {
    this.#count += more;
    const count = this.#count;
    const text = count > 0 ? this.#strings.t('browser.newMessages', { count }) : '';
    if (this.#button.textContent !== text) this.#button.textContent = text;
    this.#button.ariaLabel = text || this.#strings.t('browser.toNewest');
    this.#button.hidden = false;
  }

  /** The newest message is in view. */
  hide(): void {
    this.#count = 0;
    this.#button.hidden = true;
  }
}
