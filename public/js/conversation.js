import { button, element } from './page.js';

/** Brings together what was sent and what arrived: every message once, an echo only until its message is there. */
export class Conversation {
  /** By client id. @type {Map<string, Echo>} */
  #echoes = new Map();
  /** @type {Person | null} */
  #me = null;
  #parts;

  /** @param {ConversationParts} parts */
  constructor(parts) {
    this.#parts = parts;
  }

  /** @param {Person} me */
  setMe(me) {
    this.#me = me;
    this.#parts.log.setMe(me.id);
  }

  /**
   * What a poll brought.
   *
   * @param {News} news
   * @param {import('./outbox.js').Outbox} outbox
   */
  news({ me, events, gaps }, outbox) {
    const { room, log, history, scroll, pill } = this.#parts;
    const fresh = scroll.keep(() => {
      for (const gap of gaps) if (gap.room === room) history.showGap(gap);
      return events.filter((event) => {
        const { author, client_id: clientId } = event.message ?? {};
        const mine = author && (!this.#me || author.id === this.#me.id);
        const sent = mine && clientId !== undefined && outbox.remove(clientId);
        if (sent) this.#meet(author);
        return event.room === room && log.apply(event) && !sent;
      });
    });
    if (me) log.setMe(me);
    const authors = fresh.flatMap(({ message }) => message?.author ?? []);
    const mine = authors.findLast(({ id }) => id === this.#me?.id);
    if (mine) this.#meet(mine);
    if (scroll.atEnd) history.trim();
    else pill.add(authors.filter(({ id }) => id !== this.#me?.id).length);
  }

  /**
   * Shows what is not sent yet, in its order.
   *
   * @param {Letter[]} letters of all rooms
   */
  showLetters(letters) {
    const { room, log, scroll, strings, actionsOn } = this.#parts;
    const here = new Map(letters.filter((one) => one.room === room).map((one) => [one.clientId, one]));
    scroll.keep(() => {
      for (const [clientId, echo] of this.#echoes) {
        if (!here.has(clientId)) echo.element.remove();
        if (!here.has(clientId)) this.#echoes.delete(clientId);
      }
      for (const [clientId, letter] of here) {
        const author = this.#me?.name ?? strings.t('browser.you');
        const echo = this.#echoes.get(clientId) ?? new Echo(author, letter.body, strings, actionsOn(letter));
        echo.show(letter);
        if (!this.#echoes.has(clientId)) log.showEcho(echo.element);
        this.#echoes.set(clientId, echo);
      }
    });
  }

  /**
   * The server's answer to a send.
   *
   * @param {Letter} letter
   * @param {Message} message
   */
  sent(letter, message) {
    const { room, log, scroll } = this.#parts;
    if (letter.room === room) scroll.keep(() => log.show(message));
    this.#meet(message.author);
  }

  /**
   * One's own message tells who one is: a name can be changed in another tab.
   *
   * @param {Person} me
   */
  #meet(me) {
    if (me.id !== this.#me?.id || me.name !== this.#me.name) this.#parts.onMe(me);
  }
}

/** What one has just sent, shown as plain text until the server's own rendering takes its place. */
class Echo {
  #strings;
  #state = element('span', { class: 'message-state' });
  #actions;
  #retry;
  #detail = element('p', { class: 'note bad' });

  /**
   * @param {string} author
   * @param {string} body
   * @param {Strings} strings
   * @param {LetterActions} actions
   */
  constructor(author, body, strings, { retry, edit, discard }) {
    this.#strings = strings;
    this.#retry = button(strings.t('browser.retry'), retry);
    this.#actions = element('div', { class: 'message-actions' }, [
      this.#retry,
      button(strings.t('browser.edit'), edit),
      button(strings.t('browser.discard'), discard),
    ]);
    const text = element('div', { class: 'message-body', text: body });
    text.dir = 'auto';
    const name = element('bdi', { class: 'message-author', text: author });
    const guest = document.querySelector('.me .guest-mark')?.cloneNode(true) ?? '';
    const head = element('div', { class: 'message-head' }, [name, guest, this.#state]);
    this.element = element('div', { class: 'message own' }, [head, text, this.#detail, this.#actions]);
  }

  /** @param {Letter} letter as it is now */
  show({ state, reason }) {
    const pending = state === 'pending';
    this.element.classList.toggle('pending', pending);
    this.element.classList.toggle('failed', !pending);
    this.#state.textContent = this.#strings.t(pending ? 'browser.sending' : 'browser.failed');
    this.#detail.textContent = reason;
    this.#detail.hidden = this.#actions.hidden = pending;
    this.#retry.hidden = state === 'refused';
  }
}
