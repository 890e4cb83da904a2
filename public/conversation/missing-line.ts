import { button, element } from '../page/elements.js';
import type { Strings } from '../page/strings.js';
import { RequestError } from '../server/request-error.js';

/** It is loaded when the line is this close to the view. */
const AHEAD_PX = 600;

/** Older messages, or some between those shown. */
type What = 'browser.older' | 'browser.gap';

interface MissingLineParts {
  inbox: HTMLElement;
  strings: Strings;
  what: What;
  load: () => Promise<unknown>;
}

/** A line in the log that stands for missing messages. They are loaded when the reader comes near, or by its button. */
export class MissingLine {
  readonly #text = element('span');
  readonly #button = button('', () => void this.load());
  readonly #parts: MissingLineParts;
  readonly #near: IntersectionObserver;
  #loading = false;
  readonly element = element('p', { class: 'gap' }, [this.#text, this.#button]);

  constructor(parts: MissingLineParts) {
    this.#parts = parts;
    const look = (seen: IntersectionObserverEntry[]) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) void this.load();
    };
    this.#near = new IntersectionObserver(look, { root: parts.inbox, rootMargin: `${AHEAD_PX}px 0px` });
    this.showState();
  }

  showState(): void {
    this.#show(this.#parts.what, 'browser.load');
  }

  /** From now on, loads when the reader is near or comes near. Call it again when more is missing after that. */
  watch(): void {
    this.#near.disconnect();
    this.#near.observe(this.element);
  }

  /** Call when nothing is missing any more. */
  stop(): void {
    this.#near.disconnect();
  }

  /** Does nothing while loading. */
  async load(): Promise<void> {
    if (this.#loading) return;
    this.#loading = true;
    try {
      await this.attempt(this.#parts.load);
    } finally {
      this.#loading = false;
    }
  }

  /** Loads something of what is missing. A failure is shown, and can be retried. @returns whether it succeeded */
  async attempt(load: () => Promise<unknown>): Promise<boolean> {
    this.#show('browser.loading', 'browser.load');
    try {
      await load();
      this.showState();
      return true;
    } catch (error) {
      this.#show('browser.notLoaded', 'browser.retry');
      if (!(error instanceof RequestError) && !(error instanceof DOMException)) throw error;
      return false;
    }
  }

  #show(
    text: What | 'browser.loading' | 'browser.notLoaded',
    action: 'browser.load' | 'browser.retry',
  ): void {
    this.#text.role = text === 'browser.notLoaded' ? 'alert' : null;
    this.#text.textContent = this.#parts.strings.t(text);
    this.#button.textContent = this.#parts.strings.t(action);
    this.element.classList.toggle('loading', text === 'browser.loading');
  }
}
