import { button, element } from '../page/elements.js';
import type { Strings } from '../page/strings.js';
import { RequestError } from '../server/request-error.js';

/** A line in the log that stands for missing messages, with a button that loads them. */
export class MissingLine {
  readonly #text = element('span');
  readonly #button = button('', () => void this.load());
  readonly #strings: Strings;
  readonly #say;
  readonly #load: () => Promise<unknown>;
  #loading = false;
  readonly element = element('p', { class: 'gap' }, [this.#text, this.#button]);

  /** @param say which text to show */
  constructor(
    strings: Strings,
    say: () => 'browser.gap' | 'browser.unreadAbove',
    load: () => Promise<unknown>,
  ) {
    this.#strings = strings;
    this.#say = say;
    this.#load = load;
    this.showState();
  }

  showState(): void {
    this.#show(this.#say(), 'browser.load');
  }

  /** Does nothing while loading. A failure is shown, and can be retried. */
  async load(): Promise<void> {
    if (this.#loading) return;
    this.#loading = true;
    this.#show('browser.loading', 'browser.load');
    try {
      await this.#load();
      this.showState();
    } catch (error) {
      this.#show('browser.notLoaded', 'browser.retry');
      if (!(error instanceof RequestError) && !(error instanceof DOMException)) throw error;
    } finally {
      this.#loading = false;
    }
  }

  #show(
    text: 'browser.gap' | 'browser.unreadAbove' | 'browser.loading' | 'browser.notLoaded',
    action: 'browser.load' | 'browser.retry',
  ): void {
    this.#text.textContent = this.#strings.t(text);
    this.#button.textContent = this.#strings.t(action);
    this.element.classList.toggle('loading', text === 'browser.loading');
  }
}
