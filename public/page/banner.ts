import { button, element, find } from './elements.js';
import type { Strings } from './strings.js';

const PATIENCE_MS = 5000;

/** What says that messages wait for the connection. */
interface Composer {
  offline(on: boolean): void;
}

/** Shows that the connection is lost, but not for short interruptions. */
export class Banner {
  readonly #place = find('.banner', HTMLElement);
  readonly #strings: Strings;
  readonly #onRetry: () => void;
  readonly #composer: Composer;
  /** Screen readers read the text once, without the passing seconds. */
  readonly #countdown = element('span');
  #retryAt = 0;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #clock: ReturnType<typeof setInterval> | undefined;

  constructor(strings: Strings, onRetry: () => void, composer: Composer) {
    this.#strings = strings;
    this.#onRetry = onRetry;
    this.#composer = composer;
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
    this.#composer.offline(false);
  }

  #showTrouble(): void {
    const retry = button(this.#strings.t('browser.retryNow'), this.#onRetry);
    this.show(this.#strings.t('browser.trouble'), this.#countdown, retry, this.#diagnose());
    this.#composer.offline(true);
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
