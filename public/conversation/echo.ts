import type { PendingMessageActions } from '../outbox/pending-message-actions.js';
import type { PendingMessage } from '../outbox/pending-messages.js';
import { button, element } from '../page/elements.js';
import type { Strings } from '../page/strings.js';

/** A message just sent, shown as plain text until the server's rendering replaces it. */
export class Echo {
  readonly element: HTMLElement;
  readonly #strings: Strings;
  readonly #state = element('span', { class: 'message-state' });
  readonly #actions: HTMLElement;
  readonly #retry: HTMLButtonElement;
  readonly #detail = element('p', { class: 'note error-text' });

  constructor(
    author: string,
    body: string,
    strings: Strings,
    { retry, edit, discard }: PendingMessageActions,
  ) {
    this.#strings = strings;
    this.#retry = button(strings.t('browser.retry'), retry);
    this.#actions = element('div', { class: 'message-actions' }, [
      this.#retry,
      button(strings.t('browser.edit'), edit),
      button(strings.t('browser.discard'), discard),
    ]);
    const text = element('div', { class: 'message-body', text: body });
    text.dir = 'auto';
    const name = element('span', { class: 'message-author' }, [element('bdi', { text: author })]);
    const guest = document.querySelector('.me .guest-mark')?.cloneNode(true) ?? '';
    const head = element('h2', { class: 'message-head' }, [name, guest, this.#state]);
    this.element = element('div', { class: 'message own' }, [head, text, this.#detail, this.#actions]);
    this.element.role = 'article';
  }

  /**
   * @param pending in its present state
   * @returns whether it has just failed
   */
  show({ state, reason }: PendingMessage): boolean {
    const pending = state === 'pending';
    const hasFailed = !pending && this.element.matches('.pending');
    this.element.classList.toggle('pending', pending);
    this.element.classList.toggle('failed', !pending);
    this.#state.textContent = this.#strings.t(pending ? 'browser.sending' : 'browser.failed');
    this.#detail.textContent = reason;
    this.#detail.hidden = this.#actions.hidden = pending;
    this.#retry.hidden = state === 'refused';
    return hasFailed;
  }
}
