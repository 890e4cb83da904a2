import { button, element } from './html.js';

/**
 * @typedef {object} EchoActions
 * @property {() => void} retry
 * @property {() => void} edit
 * @property {() => void} discard
 */

/** What one has just sent, shown as plain text until the server's own rendering takes its place. */
export class Echo {
  #strings;
  #state = element('span', { class: 'message-state' });
  #actions;
  #retry;
  #detail = element('p', { class: 'note bad' });

  /**
   * @param {string} author
   * @param {string} body
   * @param {import('./strings.js').Strings} strings
   * @param {EchoActions} actions
   */
  constructor(author, body, strings, actions) {
    this.#strings = strings;
    this.#retry = button(strings.t('browser.retry'), actions.retry);
    this.#actions = element('div', { class: 'message-actions' }, [
      this.#retry,
      button(strings.t('browser.edit'), actions.edit),
      button(strings.t('browser.discard'), actions.discard),
    ]);
    const text = element('div', { class: 'message-body', text: body });
    text.dir = 'auto';
    const name = element('bdi', { class: 'message-author', text: author });
    const head = element('div', { class: 'message-head' }, [name, this.#state]);
    this.element = element('div', { class: 'message own' }, [head, text, this.#detail, this.#actions]);
    this.pending();
  }

  pending() {
    this.#show('pending', this.#strings.t('browser.sending'));
  }

  /**
   * @param {string} reason
   * @param {boolean} final the same again would fail again
   */
  failed(reason, final) {
    this.#retry.hidden = final;
    this.#show('failed', this.#strings.t('browser.failed'), reason);
  }

  /**
   * @param {'pending' | 'failed'} state
   * @param {string} label
   * @param {string} detail
   */
  #show(state, label, detail = '') {
    this.element.classList.toggle('pending', state === 'pending');
    this.element.classList.toggle('failed', state === 'failed');
    this.#state.textContent = label;
    this.#detail.textContent = detail;
    this.#detail.hidden = !detail;
    this.#actions.hidden = state !== 'failed';
  }
}
