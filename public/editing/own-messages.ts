import type { Drafts } from '../composer/drafts.js';
import type { MessageInputRules } from '../composer/message-input.js';
import type { Message } from '../server/entry.js';
import { MessageBar, type MessageTool } from '../conversation/message-bar.js';
import type { MessageLog } from '../conversation/message-log.js';
import type { StickyScroll } from '../conversation/sticky-scroll.js';
import { typedText } from '../conversation/message-element.js';
import { button, element } from '../page/elements.js';
import { RovingFocus } from '../page/roving-focus.js';
import { EditForm } from './edit-form.js';

const PENCIL = 'M4 20h4L19.5 8.5l-4-4L4 16zM13 7l4 4';
const BIN = 'M5 7h14M9.5 7V4h5v3M7 7l.8 13h8.4L17 7M10.5 11v5M13.5 11v5';

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

/** Edits and deletes own messages, by the bar of tools. */
export class OwnMessages {
  readonly #parts: OwnMessagesParts;
  readonly #forms = new Map<Element, EditForm>();
  readonly #bar: MessageBar;

  constructor(parts: OwnMessagesParts) {
    this.#parts = parts;
    const { inbox } = parts;
    const toolsFor = (message: Element) => this.#toolsFor(message);
    this.#bar = new MessageBar({ inbox, label: this.#t('browser.tools'), toolsFor });
    new RovingFocus(inbox, '.own:not(.editing) > .tools').watch();
    inbox.addEventListener('click', ({ target }) => {
      const opener = target instanceof Element && target.closest('.tools');
      if (opener) this.#openAt(opener.parentElement as HTMLElement);
    });
    inbox.addEventListener('gone', ({ target }) => this.#gone(target as Element));
  }

  /** The button that opens the tools of a further own message, where there is no mouse to point at it. */
  opener(): HTMLElement {
    const made = button('⋯', () => {});
    made.className = 'tools';
    made.setAttribute('aria-label', this.#t('browser.tools'));
    made.setAttribute('aria-expanded', 'false');
    made.tabIndex = -1;
    return made;
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

  #toolsFor(message: Element): MessageTool[] {
    if (!message.matches('.own[id]:not(.editing)')) return [];
    return [
      { name: this.#t('browser.edit'), icon: PENCIL, run: () => this.#edit(message).focus() },
      { name: this.#t('browser.delete'), icon: BIN, run: () => this.#ask(message as HTMLElement) },
    ];
  }

  #openAt(message: HTMLElement): void {
    if (message === this.#bar.openAt) this.#bar.close(true);
    else this.#bar.open(message);
  }

  #ask(message: HTMLElement): void {
    const label = this.#t('browser.deleteAsk');
    const question = element('p', { text: label });
    const yes = button(this.#t('browser.delete'), () => void this.#delete(message, question));
    yes.className = 'danger';
    const no = button(this.#t('browser.cancel'), () => this.#bar.close(true));
    const answers = element('div', { class: 'message-actions' }, [yes, no]);
    this.#bar.openWith(message, { label, content: [question, answers], focused: no });
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
      note.setAttribute('role', 'alert');
    }
  }

  #edit(message: Element): EditForm {
    this.#bar.close();
    const { drafts, edit, log, reason, rules, scroll, onDone } = this.#parts;
    const before = typedText(message);
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
          this.#ask(message as HTMLElement);
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
    this.#forms.delete(message);
    if (lost) this.#parts.onDone(lost);
  }
}

function idOf(message: Element): string {
  return message.id.slice(1);
}

/** The draft key of an edit, which no room can have. */
function draftOf(message: Element): string {
  return `:${idOf(message)}`;
}
