import en from 'emoji-picker-element/i18n/en.js';
import zhCn from 'emoji-picker-element/i18n/zh_CN.js';
import Picker from 'emoji-picker-element/picker.js';
import { element } from '../page/elements.js';
import type { EmojiData } from './emoji-data.js';
import { insertText } from './insert-text.js';
import { placeAt } from './place-at.js';

/** Newer emoji are empty boxes on many devices. */
const EMOJI_VERSION = 14;

interface EmojiPickerParts {
  button: HTMLButtonElement;
  /** Where it inserts. */
  box: HTMLTextAreaElement;
  data: EmojiData;
  /** Touch is the device's primary pointer. */
  touch: boolean;
  /** Aborted when the page ends. */
  signal: AbortSignal;
}

/** All emoji, in a popover at the button that opens it. It closes with Esc and by a press outside, which gives the focus back. */
export class EmojiPicker {
  readonly #parts: EmojiPickerParts;
  readonly #popover = element('div', { class: 'emoji-popover floating' });
  readonly #picker: Picker;

  constructor(parts: EmojiPickerParts) {
    this.#parts = parts;
    const { button, data, signal } = parts;
    const i18n = data.locale.startsWith('zh') ? zhCn : en;
    const { dataSource, locale } = data;
    // The picker keeps a database that has the address and the language it is to have.
    const options = { dataSource, locale, i18n, emojiVersion: EMOJI_VERSION, database: data };
    this.#picker = new Picker(options);
    this.#picker.addEventListener('emoji-click', ({ detail }) => this.#insert(detail.unicode ?? ''));
    this.#popover.popover = 'auto';
    this.#popover.append(this.#picker);
    this.#popover.addEventListener('toggle', () => this.#isOpen && this.#opened());
    window.addEventListener('resize', () => this.#isOpen && this.#place(), { signal });
    document.body.append(this.#popover);
    // From now on the browser opens and closes it.
    button.popoverTargetElement = this.#popover;
  }

  open(): void {
    this.#popover.showPopover();
  }

  get #isOpen(): boolean {
    return this.#popover.matches(':popover-open');
  }

  #opened(): void {
    this.#place();
    // On a touch screen, the keyboard would cover the emoji.
    if (!this.#parts.touch) this.#picker.shadowRoot?.querySelector('input')?.focus();
  }

  #place(): void {
    placeAt(this.#popover, this.#parts.button);
  }

  #insert(emoji: string): void {
    const { box } = this.#parts;
    this.#popover.hidePopover();
    if (emoji && !box.readOnly) insertText(box, emoji, box.selectionStart, box.selectionEnd);
  }
}
