import { listen } from '../page/page-scope.js';
import { nameIn } from '../conversation/message-element.js';
import { button, element, fromServer, iconButton } from '../page/elements.js';
import { RovingFocus } from '../page/roving-focus.js';
import type { Strings } from '../page/strings.js';
import { RequestError } from '../server/request-error.js';
import { get, post } from '../server/request.js';

const ANSWERED_WITHIN_MS = 20_000;
const CROSS = 'm6 6 12 12M18 6 6 18';
/** Between the name and the card, and between the card and the window. */
const GAP_PX = 6;
/** Names that can be seen and lead to a person. */
const NAMES = '.message:not(.continued) > .message-head > .message-author[href]';

interface PersonCardParts {
  inbox: HTMLElement;
  strings: Strings;
  /** Why a request failed, in the reader's words. */
  reason: (error: unknown) => string;
}

/**
 * The card of a person, opened by their name or picture in the log. It is a popover, so it closes with Esc and by a press outside. Where
 * there are none, the name leads to the person's page.
 */
export class PersonCard {
  readonly #parts: PersonCardParts;
  readonly #card = element('div', { class: 'card person-card' });
  readonly #content = element('div', { class: 'person-card-content' });
  /** The name that it was opened by, and its message: a change of the message replaces the name. */
  #name: HTMLAnchorElement | undefined;
  #message: Element | null = null;

  constructor(parts: PersonCardParts) {
    this.#parts = parts;
  }

  /** From now on, names open it. */
  watch(): void {
    const { inbox, strings } = this.#parts;
    new RovingFocus(inbox, NAMES).watch();
    if (!('popover' in this.#card)) return;
    this.#card.popover = 'auto';
    this.#card.setAttribute('role', 'dialog');
    this.#card.tabIndex = -1;
    this.#card.append(
      this.#content,
      iconButton(strings.t('browser.close'), CROSS, () => this.#card.hidePopover()),
    );
    document.body.append(this.#card);
    inbox.addEventListener('click', (event) => this.#onClick(event));
    this.#card.addEventListener('submit', (event) => this.#onSubmit(event));
    this.#card.addEventListener('toggle', () => this.#onToggle());
    listen(window, 'resize', () => this.#place());
  }

  #onClick(event: MouseEvent): void {
    const { target, ctrlKey, metaKey, shiftKey, altKey } = event;
    const name = target instanceof Element && target.closest<HTMLAnchorElement>('a.message-author[href]');
    // With these, browsers open links elsewhere.
    if (!name || ctrlKey || metaKey || shiftKey || altKey) return;
    event.preventDefault();
    this.#name = name;
    this.#message = name.closest('.message');
    this.#card.setAttribute('aria-label', name.textContent ?? '');
    this.#content.replaceChildren(
      element('p', { class: 'note', text: this.#parts.strings.t('browser.loading') }),
    );
    this.#card.showPopover();
    this.#place();
    this.#card.focus({ preventScroll: true });
    void this.#load();
  }

  async #load(): Promise<void> {
    const name = this.#name;
    if (!name) return;
    const next = location.pathname + location.search;
    const url = `/a${name.pathname}/card?${new URLSearchParams({ next })}`;
    let content: Node[];
    try {
      const { html } = await get<{ html: string }>(url, AbortSignal.timeout(ANSWERED_WITHIN_MS));
      content = [fromServer(html)];
    } catch (error) {
      content = this.#failure(error, next);
    }
    // It was closed meanwhile, or opened for somebody else.
    if (name !== this.#name) return;
    this.#content.replaceChildren(...content);
    this.#place();
  }

  #failure(error: unknown, next: string): Node[] {
    const { strings, reason } = this.#parts;
    const code = error instanceof RequestError ? error.code : undefined;
    const shown = alertOf(code === 'NOT_FOUND' ? strings.t('browser.personGone') : reason(error));
    if (code === 'NOT_FOUND') return [shown];
    if (code !== 'SIGN_IN_REQUIRED') {
      const retry = button(strings.t('browser.retry'), () => this.#retry());
      retry.className = 'button quiet';
      return [shown, retry];
    }
    const signIn = element('a', { class: 'button', text: strings.t('browser.signIn') });
    signIn.setAttribute('href', `/sign-in?${new URLSearchParams({ next })}`);
    return [shown, signIn];
  }

  #retry(): void {
    this.#card.focus();
    void this.#load();
  }

  /** What changes only the relation happens on the card; the other forms lead to another page. */
  #onSubmit(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    const { pathname } = new URL(form.action);
    if (!pathname.startsWith('/a/')) return;
    event.preventDefault();
    void this.#send(pathname);
  }

  async #send(path: string): Promise<void> {
    this.#content.querySelector('[role="alert"]')?.remove();
    try {
      await post(path, {}, AbortSignal.timeout(ANSWERED_WITHIN_MS));
      this.#card.focus({ preventScroll: true });
      await this.#load();
    } catch (error) {
      this.#content.append(alertOf(this.#parts.reason(error)));
      this.#place();
    }
  }

  #onToggle(): void {
    if (this.#card.matches(':popover-open')) return;
    const { activeElement } = document;
    this.#name = undefined;
    // A press outside may have moved the focus elsewhere.
    if (activeElement !== document.body && !this.#card.contains(activeElement)) return;
    const name = this.#message?.isConnected ? nameIn(this.#message) : undefined;
    (name ?? this.#parts.inbox).focus({ preventScroll: true });
  }

  /** Below the name or above it, wherever it fits. Narrow windows have it at their lower edge. */
  #place(): void {
    if (!this.#name?.isConnected) return;
    const { left, top, bottom } = this.#name.getBoundingClientRect();
    const { width, height } = this.#card.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const [mostX, mostY] = [clientWidth - width - GAP_PX, clientHeight - height - GAP_PX];
    const [below, above] = [bottom + GAP_PX, top - height - GAP_PX];
    const within = (at: number, most: number) => `${Math.max(GAP_PX, Math.min(at, most))}px`;
    const { style } = this.#card;
    style.setProperty('--x', within(left, mostX));
    style.setProperty('--y', within(below <= mostY ? below : above, mostY));
  }
}

function alertOf(text: string): HTMLElement {
  const made = element('p', { class: 'error-text', text });
  made.setAttribute('role', 'alert');
  return made;
}
