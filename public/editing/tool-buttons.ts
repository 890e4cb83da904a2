import type { Strings } from '../page/strings.js';
import { button } from '../page/elements.js';

interface ToolButtonsParts {
  inbox: HTMLElement;
  strings: Strings;
  newest: () => Element | undefined;
}

/**
 * The buttons beside own messages that open their tools. Tab stops at one of them, the newest at first; arrow
 * keys move to the others.
 */
export class ToolButtons {
  readonly #parts: ToolButtonsParts;
  /** The one where Tab stops. */
  #stop: HTMLElement | undefined;

  constructor(parts: ToolButtonsParts) {
    this.#parts = parts;
    document.addEventListener('keydown', (event) => this.#onKey(event));
  }

  /** A button for a further message. */
  make(): HTMLElement {
    const made = button('⋯', () => {});
    made.className = 'tools';
    made.setAttribute('aria-label', this.#parts.strings.t('browser.tools'));
    made.setAttribute('aria-expanded', 'false');
    made.tabIndex = -1;
    this.#stopAtNewest();
    return made;
  }

  /** Call when a message is removed with its button. */
  gone(message: Element): void {
    if (this.#stop?.parentElement === message) this.#stopAtNewest();
  }

  /** Deferred until the log has changed. */
  #stopAtNewest(): void {
    queueMicrotask(() => this.#stopAt(this.#parts.newest()));
  }

  #onKey(event: KeyboardEvent): void {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || !(event.target instanceof Element) || !event.target.matches('.tools')) return;
    event.preventDefault();
    const own = [...this.#parts.inbox.querySelectorAll('.own > .tools')];
    const message = own[own.indexOf(event.target) + step]?.parentElement;
    if (message) this.#stopAt(message).focus();
  }

  #stopAt(message: Element | undefined): HTMLElement {
    const tools = message?.querySelector<HTMLElement>('.tools');
    if (this.#stop) this.#stop.tabIndex = -1;
    if (tools) tools.tabIndex = 0;
    this.#stop = tools ?? undefined;
    return tools ?? this.#parts.inbox;
  }
}
