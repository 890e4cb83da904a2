import type { Strings } from '../page/strings.js';
import { isSendKey } from './send-key.js';

const BLANK = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\u2800]*$/u;
/** The counter is shown only when fewer characters are left. */
const SHOW_LEFT_BELOW = 200;

/** Rules for every box in which messages are written. */
export interface MessageInputRules {
  /** In code points. */
  maxChars: number;
  /** Touch is the device's primary pointer. */
  touch: boolean;
  strings: Strings;
}

/**
 * A box for the text of a message: it grows with the text, counts characters, and knows which Enter sends.
 */
export class MessageInput {
  readonly #box: HTMLTextAreaElement;
  readonly #note: HTMLElement;
  readonly #rules: MessageInputRules;
  readonly #on;

  constructor(
    box: HTMLTextAreaElement,
    note: HTMLElement,
    rules: MessageInputRules,
    on: { change(text: string): boolean; done(): void },
  ) {
    this.#box = box;
    this.#note = note;
    this.#rules = rules;
    this.#on = on;
    box.enterKeyHint = rules.touch ? 'enter' : 'send';
    box.addEventListener('input', () => this.#changed());
    box.addEventListener('keydown', (event) => {
      if (!isSendKey(event, rules.touch)) return;
      event.preventDefault();
      on.done();
    });
  }

  /** The text as it would be sent. */
  get text(): string {
    return withoutBlankEnds(this.#box.value);
  }

  set text(text) {
    this.#box.value = text;
    this.#changed();
  }

  get blank(): boolean {
    return BLANK.test(this.text);
  }

  get tooLong(): boolean {
    return charsIn(this.text) > this.#rules.maxChars;
  }

  #changed(): void {
    this.#grow();
    this.#tell(this.#on.change(this.#box.value));
  }

  /** @param isKept whether the text survives the page */
  #tell(isKept: boolean): void {
    const { maxChars, strings } = this.#rules;
    const left = maxChars - charsIn(this.text);
    this.#note.classList.toggle('error-text', left < 0 || !isKept);
    if (!isKept) this.#note.textContent = strings.t('browser.notKept');
    else if (left < 0) this.#note.textContent = strings.t('browser.tooLong', { count: -left });
    else if (left < SHOW_LEFT_BELOW) this.#note.textContent = strings.t('browser.left', { count: left });
    else this.#note.textContent = '';
  }

  /** For browsers without `field-sizing`; the style sheet limits the height. */
  #grow(): void {
    if (CSS.supports('field-sizing', 'content')) return;
    this.#box.style.blockSize = 'auto';
    this.#box.style.blockSize = `${this.#box.scrollHeight}px`;
  }
}

/** As the server stores it (`src/text.ts`): without blank lines at both ends, with indentation. */
function withoutBlankEnds(text: string): string {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => !BLANK.test(line));
  const last = lines.findLastIndex((line) => !BLANK.test(line));
  return lines
    .slice(Math.max(first, 0), last + 1)
    .join('\n')
    .trimEnd();
}

/** In code points, as the server counts. */
function charsIn(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
