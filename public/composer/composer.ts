import { find } from '../page/elements.js';
import type { Strings } from '../page/strings.js';
import { isComposing } from './send-key.js';
import { MessageInput, type MessageInputRules } from './message-input.js';

interface ComposerOptions {
  rules: MessageInputRules;
  /** The draft from before. */
  draft: string;
  /** Returns whether the text was kept. */
  onChange: (text: string) => boolean;
  onSend: (text: string) => void;
  /** ↑ in the empty box. Returns whether it did something. */
  onUp: () => boolean;
}

/** The box to write messages in. */
export class Composer {
  readonly #form = find('#messageform', HTMLFormElement);
  readonly #box = find('#message', HTMLTextAreaElement);
  readonly #note = find('#composer-note', HTMLElement);
  readonly #strings: Strings;
  readonly #input: MessageInput;
  readonly #onSend: (text: string) => void;
  /** True if the text in the box was written in this tab. */
  #isOwn = false;

  constructor({ rules, draft, onChange, onSend, onUp }: ComposerOptions) {
    const [form, box, note] = [this.#form, this.#box, this.#note];
    this.#strings = rules.strings;
    this.#onSend = onSend;
    this.#input = new MessageInput(box, note, rules, { change: onChange, done: () => this.#submit() });
    form.noValidate = true;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    box.addEventListener('keydown', (event) => {
      if (event.key !== 'ArrowUp' || box.value || event.shiftKey || isComposing(event)) return;
      if (onUp()) event.preventDefault();
    });
    box.addEventListener('input', () => (this.#isOwn = true));
    this.#input.text = box.value || draft;
  }

  focus(): void {
    this.#box.focus({ preventScroll: true });
  }

  /** Puts a text back for editing, before what is in the box. */
  restoreText(text: string): void {
    this.#input.text = [text, this.#box.value].filter(Boolean).join('\n');
    this.#isOwn = true;
    if (this.#isDisabled) this.disable();
    this.focus();
    this.#box.setSelectionRange(text.length, text.length);
  }

  /** Disables sending. Unsent text stays, to be read and copied. */
  disable(): void {
    this.#box.readOnly = true;
    this.#form.classList.add('disabled');
    this.#form.classList.toggle('without-text', this.#box.value === '');
    const kept = this.#box.value && ` ${this.#strings.t('browser.notSent')}`;
    this.#note.textContent = this.#strings.t('browser.notThere') + kept;
  }

  get #isDisabled(): boolean {
    return this.#form.classList.contains('disabled');
  }

  /** Called when another tab changed the draft. A mere copy follows it; text written here stays. */
  follow(draft: string): void {
    const { value } = this.#box;
    if (value && !this.#isOwn) this.#input.text = draft;
    // The other tab sent its draft, but this text is not sent yet.
    else if (value && !draft) this.#input.text = value;
  }

  /** Makes the box read-only while `on`, keeping its text. */
  pause(on: boolean): void {
    this.#box.readOnly = on || this.#isDisabled;
    this.#noteIdle(on ? 'browser.paused' : undefined);
  }

  /** Says beside the box whether messages wait for the connection. */
  offline(on: boolean): void {
    if (!this.#box.readOnly) this.#noteIdle(on ? 'browser.noConnection' : undefined);
  }

  #noteIdle(key: string | undefined): void {
    if (!this.#isDisabled) this.#input.idleNote = key ? this.#strings.t(key) : '';
  }

  #submit(): void {
    if (this.#box.readOnly) return;
    const { text } = this.#input;
    this.focus();
    if (this.#input.refuses()) return;
    this.#input.text = '';
    this.#isOwn = false;
    this.#onSend(text);
  }
}
