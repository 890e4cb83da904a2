/** Counts what arrived out of sight, and leads there. */
export class Pill {
  #button;
  #strings;
  #count = 0;

  /**
   * @param {HTMLButtonElement} button
   * @param {import('./strings.js').Strings} strings
   * @param {() => void} onClick
   */
  constructor(button, strings, onClick) {
    this.#button = button;
    this.#strings = strings;
    button.addEventListener('click', onClick);
  }

  /** @param {number} count */
  add(count) {
    this.#set(this.#count + count);
  }

  clear() {
    if (this.#count > 0) this.#set(0);
  }

  /** @param {number} count */
  #set(count) {
    this.#count = count;
    this.#button.hidden = count === 0;
    this.#button.textContent = this.#strings.t('browser.newMessages', { count });
  }
}
