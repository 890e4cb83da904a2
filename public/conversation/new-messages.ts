import type { Strings } from '../page/strings.js';

/** Counts messages that arrived out of view, and scrolls there. */
export class NewMessagesPill {
  readonly #button: HTMLButtonElement;
  readonly #strings: Strings;
  #count = 0;

  constructor(place: HTMLButtonElement, strings: Strings, onClick: () => void) {
    this.#button = place;
    this.#strings = strings;
    place.addEventListener('click', onClick);
  }

  add(count: number): void {
    this.#set(this.#count + count);
  }

  clear(): void {
    if (this.#count > 0) this.#set(0);
  }

  #set(count: number): void {
    this.#count = count;
    this.#button.hidden = count === 0;
    this.#button.textContent = this.#strings.t('browser.newMessages', { count });
  }
}
