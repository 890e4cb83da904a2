import { isComposing } from '../composer/send-key.js';
import { MessageInput, type MessageInputRules } from '../composer/message-input.js';
import { button, element } from '../page/elements.js';

interface EditFormOptions {
  /** The present text of the message. */
  before: string;
  /** The draft of the new text. */
  text: string;
  rules: MessageInputRules;
  /** Called with '' if nothing differs from the message. Returns whether the text was kept. */
  change: (text: string) => boolean;
  save: (text: string) => Promise<void>;
  /** Called if the text is saved blank. */
  blank: () => void;
  close: () => void;
  reason: (error: unknown) => string;
}

/** The form that replaces an own message while it is edited. */
export class EditForm {
  readonly #box = document.createElement('textarea');
  readonly #note = element('p', { class: 'note' });
  readonly #writing: MessageInput;
  readonly #options: EditFormOptions;
  readonly #before: string;
  readonly element: HTMLElement;

  constructor(options: EditFormOptions) {
    const { before, text, rules, change, close } = (this.#options = options);
    const { strings } = rules;
    this.#before = before;
    this.#note.setAttribute('role', 'status');
    this.#box.className = 'edit-box';
    this.#box.rows = 1;
    this.#box.dir = 'auto';
    this.#box.setAttribute('aria-label', strings.t('browser.editLabel'));
    const save = element('button', { class: 'main', text: strings.t('browser.save') });
    const preview = rules.aids.preview(this.#box, this.#box);
    const actions = [save, button(strings.t('browser.cancel'), close), preview];
    const form = element('form', { class: 'edit' }, [
      this.#box,
      this.#note,
      element('div', { class: 'message-actions' }, actions),
    ]);
    this.element = form;
    const done = () => void this.#save();
    this.#writing = new MessageInput(this.#box, this.#note, rules, {
      change: () => change(this.changed ?? ''),
      done,
    });
    this.#writing.text = text;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      done();
    });
    form.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || isComposing(event)) return;
      event.stopPropagation();
      close();
    });
  }

  /** The new text, if it differs from the message. */
  get changed(): string | undefined {
    return this.#box.value === this.#before ? undefined : this.#box.value;
  }

  focus(): void {
    this.#box.focus({ preventScroll: true });
    this.element.scrollIntoView({ block: 'nearest' });
  }

  async #save(): Promise<void> {
    const on = this.#options;
    const { text, blank } = this.#writing;
    if (this.#box.readOnly) return;
    if (blank) return on.blank();
    if (this.#writing.refuses()) return;
    if (text === this.#before) return on.close();
    this.#box.readOnly = true;
    try {
      await on.save(text);
      on.close();
    } catch (error) {
      this.#box.readOnly = false;
      this.#note.textContent = on.reason(error);
      this.#note.classList.add('error-text');
      this.focus();
    }
  }
}
