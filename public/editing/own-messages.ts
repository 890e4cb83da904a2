import type { Drafts } from '../composer/drafts.js';
import { isComposing } from '../composer/send-key.js';
import type { MessageInputRules } from '../composer/message-input.js';
import type { Message } from '../server/entry.js';
import type { MessageLog } from '../conversation/message-log.js';
import type { StickyScroll } from '../conversation/sticky-scroll.js';
import { button, element } from '../page/elements.js';
import { EditForm } from './edit-form.js';
import { ToolButtons } from './tool-buttons.js';

interface OwnMessagesParts {
  inbox: HTMLElement;
  log: MessageLog;
  scroll: StickyScroll;
  drafts: Drafts;
  rules: MessageInputRules;
  edit: (id: string, body: string) => Promise<Message>;
  remove: (id: string) => Promise<Message>;
  /** Why it failed, in the reader's words. */
  reason: (error: unknown) => string;
  /** The focus may move on. `lost`: a text whose message is gone. */
  onDone: (lost?: string) => void;
}

/** Edits and deletes own messages: a button beside each opens the choice. */
export class OwnMessages {
  readonly #parts: OwnMessagesParts;
  readonly #forms = new Map<Element, EditForm>();
  /** The message whose choice is open. */
  #open: Element | undefined;
  readonly #tools: ToolButtons;

  constructor(parts: OwnMessagesParts) {
    this.#parts = parts;
    const { inbox, log, rules } = parts;
    this.#tools = new ToolButtons({ inbox, strings: rules.strings, newest: () => log.lastOwn });
    inbox.addEventListener('click', ({ target }) => {
      const tools = target instanceof Element && target.closest('.tools');
      if (tools) this.#choose(tools.parentElement as HTMLElement);
    });
    document.addEventListener('keydown', (event) => this.#onKey(event));
    inbox.addEventListener('gone', ({ target }) => this.#gone(target as Element));
  }

  /** A button for a further own message. */
  tools(): HTMLElement {
    return this.#tools.make();
  }

  /** Opens the user's newest message for editing, if there is one. */
  editLast(): boolean {
    const message = this.#parts.log.lastOwn;
    if (message) this.#edit(message).focus();
    return message !== undefined;
  }

  /** Reopens edits begun before the page was loaded. */
  restore(): void {
    const { inbox, drafts } = this.#parts;
    for (const message of inbox.querySelectorAll('.own'))
      if (drafts.of(draftOf(message))) this.#edit(message);
  }

  #t(key: string): string {
    return this.#parts.rules.strings.t(key);
  }

  #choose(message: HTMLElement): void {
    if (message === this.#open) return this.#close(true);
    this.#show(message, 'browser.tools', [
      button(this.#t('browser.edit'), () => this.#edit(message).focus()),
      dangerous(this.#t('browser.delete'), () => this.#ask(message)),
    ]);
  }

  #ask(message: Element): void {
    const question = element('span', { text: this.#t('browser.deleteAsk') });
    const yes = dangerous(this.#t('browser.delete'), () => void this.#delete(message, question));
    const no = button(this.#t('browser.cancel'), () => this.#close(true));
    this.#show(message, 'browser.deleteAsk', [question, yes, no]);
    no.focus();
  }

  async #delete(message: Element, note: HTMLElement): Promise<void> {
    const { log, scroll, reason, remove, onDone } = this.#parts;
    try {
      const deleted = await remove(idOf(message));
      scroll.keep(() => log.show(deleted));
      onDone();
    } catch (error) {
      note.textContent = reason(error);
      note.className = 'note error-text';
    }
  }

  #edit(message: Element): EditForm {
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

  #end(message: Element): void {
    this.#forms.get(message)?.element.remove();
    this.#forms.delete(message);
    message.classList.remove('editing');
  }

  #gone(message: Element): void {
    const lost = this.#forms.get(message)?.changed;
    if (this.#open === message) this.#open = undefined;
    this.#forms.delete(message);
    this.#tools.gone(message);
    if (lost) this.#parts.onDone(lost);
  }

  #show(message: Element, label: string, children: HTMLElement[]): void {
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

  /** @param focus whether the focus returns to the button that opened it */
  #close(focus: boolean): void {
    const tools = this.#open?.querySelector<HTMLElement>('.tools');
    this.#parts.scroll.keep(() => this.#open?.querySelector(':scope > .message-actions')?.remove());
    this.#open = undefined;
    tools?.setAttribute('aria-expanded', 'false');
    if (focus) tools?.focus({ preventScroll: true });
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.#open && !isComposing(event)) this.#close(true);
  }
}

function idOf(message: Element): string {
  return message.id.slice(1);
}

/** The draft key of an edit, which no room can have. */
function draftOf(message: Element): string {
  return `:${idOf(message)}`;
}

function dangerous(text: string, onClick: () => void): HTMLButtonElement {
  const made = button(text, onClick);
  made.className = 'danger';
  return made;
}
