import { EditForm } from './edit-form.js';
import { button, element } from './page.js';
import { isComposing } from './send-key.js';

/**
 * One's own messages can be changed and deleted: a button beside each opens the choice. The Tab key stops at one of these,
 * the newest at first; arrow keys lead to the others.
 */
export class OwnMessages {
  #parts;
  /** @type {Map<Element, EditForm>} */
  #forms = new Map();
  /** The message whose choice is open. @type {Element | undefined} */
  #open;
  /** @type {HTMLElement | undefined} */
  #tabbed;

  /** @param {OwnMessagesParts} parts */
  constructor(parts) {
    this.#parts = parts;
    const { inbox } = parts;
    inbox.addEventListener('click', ({ target }) => {
      const tools = target instanceof Element && target.closest('.tools');
      if (tools) this.#choose(/** @type {HTMLElement} */ (tools.parentElement));
    });
    document.addEventListener('keydown', (event) => this.#onKey(event));
    inbox.addEventListener('gone', ({ target }) => this.#gone(/** @type {Element} */ (target)));
  }

  /** The button for one more message of one's own. */
  tools() {
    const tools = button('⋯', () => {});
    tools.className = 'tools';
    tools.setAttribute('aria-label', this.#t('browser.tools'));
    tools.setAttribute('aria-expanded', 'false');
    tools.tabIndex = -1;
    queueMicrotask(() => this.#tabTo(this.#parts.log.lastOwn));
    return tools;
  }

  /** Opens one's newest message for a change, if there is one. */
  editLast() {
    const message = this.#parts.log.lastOwn;
    if (message) this.#edit(message).focus();
    return message !== undefined;
  }

  /** Takes up what was being changed before the page was loaded. */
  restore() {
    const { inbox, drafts } = this.#parts;
    for (const message of inbox.querySelectorAll('.own'))
      if (drafts.of(draftOf(message))) this.#edit(message);
  }

  /** @param {string} key */
  #t(key) {
    return this.#parts.rules.strings.t(key);
  }

  /** @param {HTMLElement} message */
  #choose(message) {
    if (message === this.#open) return this.#close(true);
    this.#show(message, 'browser.tools', [
      button(this.#t('browser.edit'), () => this.#edit(message).focus()),
      dangerous(this.#t('browser.delete'), () => this.#ask(message)),
    ]);
  }

  /** @param {Element} message */
  #ask(message) {
    const question = element('span', { text: this.#t('browser.deleteAsk') });
    const yes = dangerous(this.#t('browser.delete'), () => void this.#delete(message, question));
    const no = button(this.#t('browser.cancel'), () => this.#close(true));
    this.#show(message, 'browser.deleteAsk', [question, yes, no]);
    no.focus();
  }

  /**
   * @param {Element} message
   * @param {HTMLElement} note
   */
  async #delete(message, note) {
    const { log, scroll, reason, remove, onDone } = this.#parts;
    try {
      const deleted = await remove(idOf(message));
      scroll.keep(() => log.show(deleted));
      onDone();
    } catch (error) {
      note.textContent = reason(error);
      note.className = 'note bad';
    }
  }

  /** @param {Element} message */
  #edit(message) {
    this.#close(false);
    const { drafts, edit, log, reason, rules, scroll, onDone } = this.#parts;
    const before = message.querySelector('.message-body')?.textContent ?? '';
    const draft = draftOf(message);
    const text = drafts.of(draft) || before;
    const close = () => {
      drafts.keep(draft, '');
      scroll.keep(() => this.#end(message));
      onDone();
    };
    const form =
      this.#forms.get(message) ??
      new EditForm({
        before,
        text,
        rules,
        change: (now) => drafts.keep(draft, now),
        save: async (now) => {
          const saved = await edit(idOf(message), now);
          scroll.keep(() => log.show(saved));
        },
        blank: () => {
          close();
          this.#ask(message);
        },
        close,
        reason,
      });
    this.#forms.set(message, form);
    message.classList.add('editing');
    scroll.keep(() => message.append(form.element));
    return form;
  }

  /** @param {Element} message */
  #end(message) {
    this.#forms.get(message)?.element.remove();
    this.#forms.delete(message);
    message.classList.remove('editing');
  }

  /** @param {Element} message */
  #gone(message) {
    const lost = this.#forms.get(message)?.changed;
    if (this.#open === message) this.#open = undefined;
    this.#forms.delete(message);
    if (this.#tabbed?.parentElement === message) queueMicrotask(() => this.#tabTo(this.#parts.log.lastOwn));
    if (lost) this.#parts.onDone(lost);
  }

  /**
   * @param {Element} message
   * @param {string} label
   * @param {HTMLElement[]} children
   */
  #show(message, label, children) {
    this.#close(false);
    this.#open = message;
    message.querySelector('.tools')?.setAttribute('aria-expanded', 'true');
    const row = element('div', { class: 'message-actions' }, children);
    row.setAttribute('role', 'group');
    row.setAttribute('aria-label', this.#t(label));
    this.#parts.scroll.keep(() => message.append(row));
    row.scrollIntoView({ block: 'nearest' });
    row.querySelector('button')?.focus({ preventScroll: true });
  }

  /** @param {boolean} focus whether the button that opened it takes the focus back */
  #close(focus) {
    const tools = /** @type {HTMLElement | null | undefined} */ (this.#open?.querySelector('.tools'));
    this.#parts.scroll.keep(() => this.#open?.querySelector(':scope > .message-actions')?.remove());
    this.#open = undefined;
    tools?.setAttribute('aria-expanded', 'false');
    if (focus) tools?.focus({ preventScroll: true });
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.key === 'Escape' && this.#open && !isComposing(event)) return this.#close(true);
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || !(event.target instanceof Element) || !event.target.matches('.tools')) return;
    event.preventDefault();
    const own = [...this.#parts.inbox.querySelectorAll('.own > .tools')];
    const message = own[own.indexOf(event.target) + step]?.parentElement;
    if (message) this.#tabTo(message).focus();
  }

  /** @param {Element | undefined} message */
  #tabTo(message) {
    const tools = /** @type {HTMLElement | null | undefined} */ (message?.querySelector('.tools'));
    if (this.#tabbed) this.#tabbed.tabIndex = -1;
    if (tools) tools.tabIndex = 0;
    this.#tabbed = tools ?? undefined;
    return tools ?? this.#parts.inbox;
  }
}

/** @param {Element} message */
function idOf(message) {
  return message.id.slice(1);
}

/** The key of what a message is changed to: no room has it. @param {Element} message */
function draftOf(message) {
  return `:${idOf(message)}`;
}

/**
 * @param {string} text
 * @param {() => void} onClick
 */
function dangerous(text, onClick) {
  const made = button(text, onClick);
  made.className = 'danger';
  return made;
}
