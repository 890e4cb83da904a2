import { button } from './page.js';

const PATIENCE_MS = 5000;

/** Says that the connection is lost, but only once it really is: short trouble is nobody's business. */
export class Banner {
  #place;
  #show;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {HTMLElement} place
   * @param {Strings} strings
   * @param {() => void} onRetry
   */
  constructor(place, strings, onRetry) {
    this.#place = place;
    this.#show = () =>
      this.show(strings.t('browser.trouble'), button(strings.t('browser.retryNow'), onRetry));
  }

  /** @param {(string | Node)[]} what */
  show(...what) {
    this.#place.hidden = false;
    this.#place.replaceChildren(...what);
  }

  trouble() {
    this.#timer ??= setTimeout(this.#show, PATIENCE_MS);
  }

  well() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#place.hidden = true;
    this.#place.replaceChildren();
  }
}

/** Counts what arrived out of sight, and leads there. */
export class Pill {
  #button;
  #strings;
  #count = 0;

  /**
   * @param {HTMLButtonElement} place
   * @param {Strings} strings
   * @param {() => void} onClick
   */
  constructor(place, strings, onClick) {
    this.#button = place;
    this.#strings = strings;
    place.addEventListener('click', onClick);
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
