import { button, element, find } from './elements.js';
import type { Strings } from './strings.js';

const PATIENCE_MS = 5000;

/** Shows that the connection is lost, but not for short interruptions. */
export class Banner {
  readonly #place = find('.banner', HTMLElement);
  readonly #strings: Strings;
  readonly #onRetry: () => void;
  /** Screen readers read the text once, without the passing seconds. */
  readonly #countdown = element('span');
  #retryAt = 0;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #clock: ReturnType<typeof setInterval> | undefined;

  constructor(strings: Strings, onRetry: () => void) {
    this.#strings = strings;
    this.#onRetry = onRetry;
    this.#countdown.setAttribute('aria-hidden', 'true');
  }

  show(...what: (string | Node)[]): void {
    this.#place.hidden = false;
    this.#place.replaceChildren(...what);
  }

  /** @param retryAt time of the next try by `Date.now()`; 0 while trying */
  trouble(retryAt: number): void {
    this.#retryAt = retryAt;
    this.#patience ??= setTimeout(() => this.#showTrouble(), PATIENCE_MS);
    this.#count();
  }

  recovered(): void {
    clearTimeout(this.#patience);
    clearInterval(this.#clock);
    this.#patience = this.#clock = undefined;
    this.#place.hidden = true;
    this.#place.replaceChildren();
  }

  #showTrouble(): void {
    const retry = button(this.#strings.t('browser.retryNow'), this.#onRetry);
    this.show(this.#strings.t('browser.trouble'), this.#countdown, retry);
    this.#clock = setInterval(() => this.#count(), 1000);
    this.#count();
  }

  #count(): void {
    const count = Math.ceil((this.#retryAt - Date.now()) / 1000);
    this.#countdown.textContent = count > 0 ? this.#strings.t('browser.retryIn', { count }) : '';
  }
}
