import { button, element, find } from './elements.js';
import { pageSignal } from './page-scope.js';
import type { Strings } from './strings.js';

const PATIENCE_MS = 5000;

/** Shows that the connection is lost, but not for short interruptions. */
export class Banner {
  readonly #place = find('.banner', HTMLElement);
  readonly #strings: Strings;
  readonly #onRetry: () => void;
  readonly #onOffline: (on: boolean) => void;
  /** Screen readers read the text once, without the passing seconds. */
  readonly #countdown = element('span');
  #retryAt = 0;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #clock: ReturnType<typeof setInterval> | undefined;

  /** @param onOffline called when messages have to wait for the connection, and when they have not */
  constructor(strings: Strings, onRetry: () => void, onOffline: (on: boolean) => void) {
    this.#strings = strings;
    this.#onRetry = onRetry;
    this.#onOffline = onOffline;
    pageSignal().addEventListener('abort', () => this.#stop());
    this.#countdown.setAttribute('aria-hidden', 'true');
  }

  show(...what: (string | Node)[]): void {
    this.#place.hidden = false;
    this.#place.replaceChildren(...what);
  }

  /** Another page could not be opened in place of this one. */
  notOpened(onRetry: () => void): void {
    this.show(this.#strings.t('browser.notOpened'), button(this.#strings.t('browser.retry'), onRetry));
  }

  /** @param retryAt time of the next try by `Date.now()`; 0 while trying */
  trouble(retryAt: number): void {
    this.#retryAt = retryAt;
    this.#patience ??= setTimeout(() => this.#showTrouble(), PATIENCE_MS);
    this.#count();
  }

  recovered(): void {
    this.#stop();
    this.#place.hidden = true;
    this.#place.replaceChildren();
    this.#onOffline(false);
  }

  #stop(): void {
    clearTimeout(this.#patience);
    clearInterval(this.#clock);
    this.#patience = this.#clock = undefined;
  }

  #showTrouble(): void {
    const retry = button(this.#strings.t('browser.retryNow'), this.#onRetry);
    this.show(this.#strings.t('browser.trouble'), this.#countdown, retry, this.#diagnose());
    this.#onOffline(true);
    this.#clock = setInterval(() => this.#count(), 1000);
    this.#count();
  }

  /** Opens beside the page, which keeps trying. */
  #diagnose(): HTMLElement {
    const link = element('a', { text: this.#strings.t('browser.diagnose') });
    link.setAttribute('href', '/diagnose');
    link.setAttribute('target', '_blank');
    return link;
  }

  #count(): void {
    const count = Math.ceil((this.#retryAt - Date.now()) / 1000);
    this.#countdown.textContent = count > 0 ? this.#strings.t('browser.retryIn', { count }) : '';
  }
}
