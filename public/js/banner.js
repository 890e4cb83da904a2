import { button } from './html.js';

const PATIENCE_MS = 5000;

/** Says that the connection is lost, but only once it really is: short trouble is nobody's business. */
export class Banner {
  #element;
  #show;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {HTMLElement} place
   * @param {import('./strings.js').Strings} strings
   * @param {() => void} onRetry
   */
  constructor(place, strings, onRetry) {
    this.#element = place;
    this.#show = () => {
      const text = document.createElement('span');
      text.textContent = strings.t('browser.trouble');
      place.hidden = false;
      place.replaceChildren(text, button(strings.t('browser.retryNow'), onRetry));
    };
  }

  trouble() {
    this.#timer ??= setTimeout(this.#show, PATIENCE_MS);
  }

  well() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#element.hidden = true;
    this.#element.replaceChildren();
  }
}
