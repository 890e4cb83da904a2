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
  /** By the id of the message, as `#open`: its element is replaced whenever the message changes. */
  readonly #forms = new Map<string, EditForm>();
  /** The message whose choice is open. */
  #open: string | undefined;
  readonly #tools: ToolButtons;

  constructor(parts: OwnMessagesParts) {
    this.#parts = parts;
    const { inbox, log, rules } = parts;
    this.#tools = new ToolButtons({ inbox, strings: rules.strings, newest: () => log.lastOwn });
    inbox.addEventListener('click', ({ target }) => {
      const tools = target instanceof Element && target.closest('.tools');
      if (tools) this.#choose(idOf(tools.parentElement as HTMLElement));
    });
    document.addEventListener('keydown', (event) => this.#onKey(event));
    inbox.addEventListener('gone', ({ target }) => this.#gone(target as Element));
    inbox.addEventListener('renewed', (event) =>
      this.#renewed((event as CustomEvent<Element>).detail, event.target as Element),
    );
  }

  /** A button for a further own message. */
  tools(): HTMLElement {
    return this.#tools.make();
  }

  /** Opens the user's newest message for editing, if there is one. */
  editLast(): boolean {
    const message = this.#parts.log.lastOwn;
    if (message) this.#edit(idOf(message)).focus();
    return message !== undefined;
  }

  /** Reopens edits begun before the page was loaded. */
  restore(): void {
    const { inbox, drafts } = this.#parts;
    for (const message of inbox.querySelectorAll('.own'))
      if (drafts.of(draftOf(idOf(message)))) this.#edit(idOf(message));
  }

  #t(key: string): string {
    return this.#parts.rules.strings.t(key);
  }

  #choose(id: string): void {
    if (id === this.#open) return this.#close(true);
    this.#show(id, 'browser.tools', [
      button(this.#t('browser.edit'), () => this.#edit(id).focus()),
      dangerous(this.#t('browser.delete'), () => this.#ask(id)),
    ]);
  }

  #ask(id: string): void {
    const question = element('span', { text: this.#t('browser.deleteAsk') });
    const yes = dangerous(this.#t('browser.delete'), () => void this.#delete(id, question));
    const no = button(this.#t('browser.cancel'), () => this.#close(true));
    this.#show(id, 'browser.deleteAsk', [question, yes, no]);
    no.focus();
  }

  async #delete(id: string, note: HTMLElement): Promise<void> {
    const { log, scroll, reason, remove, onDone } = this.#parts;
    try {
      const deleted = await remove(id);
      scroll.keep(() => log.show(deleted));
      onDone();
    } catch (error) {
      note.textContent = reason(error);
      note.className = 'note error-text';
    }
  }

  #edit(id: string): EditForm {
    this.#close(false);
    const { drafts, edit, log, reason, rules, scroll, onDone } = this.#parts;
    const message = elementOf(id);
    const before = message?.querySelector('.message-body')?.textContent ?? '';
    const draft = draftOf(id);
    const text = drafts.of(draft) || before;
    const close = () => {
      drafts.keep(draft, '');
      scroll.keep(() => this.#end(id));
      onDone();
    };
    const form =
      this.#forms.get(id) ??
      new EditForm({
        before,
        text,
        rules,
        change: (now) => drafts.keep(draft, now),
        save: async (now) => {
          const saved = await edit(id, now);
          scroll.keep(() => log.show(saved));
        },
        blank: () => {
          close();
          this.#ask(id);
        },
        close,
        reason,
      });
    this.#forms.set(id, form);
    message?.classList.add('editing');
    scroll.keep(() => message?.append(form.element));
    return form;
  }

  #end(id: string): void {
    this.#forms.get(id)?.element.remove();
    this.#forms.delete(id);
    elementOf(id)?.classList.remove('editing');
  }

  #gone(message: Element): void {
    const id = idOf(message);
    const lost = this.#forms.get(id)?.changed;
    if (this.#open === id) this.#open = undefined;
    this.#forms.delete(id);
    this.#tools.gone(message);
    if (lost) this.#parts.onDone(lost);
  }

  /** The message changed, and has another element: what is open on it moves there. */
  #renewed(before: Element, after: Element): void {
    const form = before.querySelector(':scope > form');
    const row = before.querySelector(':scope > .message-actions');
    after.classList.toggle('editing', form !== null);
    if (row) toolsOf(after)?.setAttribute('aria-expanded', 'true');
    if (toolsOf(before) === document.activeElement) toolsOf(after)?.focus({ preventScroll: true });
    for (const open of [form, row]) if (open) move(open, after);
  }

  #show(id: string, label: string, children: HTMLElement[]): void {
    this.#close(false);
    this.#open = id;
    const message = elementOf(id);
    if (!message) return;
    toolsOf(message)?.setAttribute('aria-expanded', 'true');
    const row = element('div', { class: 'message-actions' }, children);
    row.setAttribute('role', 'group');
    row.setAttribute('aria-label', this.#t(label));
    this.#parts.scroll.keep(() => message.append(row));
    row.scrollIntoView({ block: 'nearest' });
    row.querySelector('button')?.focus({ preventScroll: true });
  }

  /** @param focus whether the focus returns to the button that opened it */
  #close(focus: boolean): void {
    const open = this.#open === undefined ? null : elementOf(this.#open);
    this.#open = undefined;
    if (!open) return;
    this.#parts.scroll.keep(() => open.querySelector(':scope > .message-actions')?.remove());
    toolsOf(open)?.setAttribute('aria-expanded', 'false');
    if (focus) toolsOf(open)?.focus({ preventScroll: true });
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.#open && !isComposing(event)) this.#close(true);
  }
}

function idOf(message: Element): string {
  return message.id.slice(1);
}

function elementOf(id: string): HTMLElement | null {
  return document.getElementById(`m${id}`);
}

function toolsOf(message: Element): HTMLElement | null {
  return message.querySelector<HTMLElement>(':scope > .tools');
}

/** The draft key of an edit, which no room can have. */
function draftOf(id: string): string {
  return `:${id}`;
}

/** Moves an element that may have the focus. Where browsers have `moveBefore`, an input method goes on undisturbed. */
function move(moved: Element, to: Element & { moveBefore?: (node: Element, child: null) => void }): void {
  const focused = moved.contains(document.activeElement) ? document.activeElement : undefined;
  if (to.moveBefore) to.moveBefore(moved, null);
  else to.append(moved);
  if (focused instanceof HTMLElement && focused !== document.activeElement)
    focused.focus({ preventScroll: true });
}

function dangerous(text: string, onClick: () => void): HTMLButtonElement {
  const made = button(text, onClick);
  made.className = 'danger';
  return made;
}
