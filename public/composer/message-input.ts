import { enterBeginsLine } from '../page/preferences.js';
import type { Strings } from '../page/strings.js';
import { isSendKey } from './send-key.js';

const BLANK = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\u2800]*$/u;
/** Happens to a box whose text a script has replaced. */
export const TEXT_SET = 'textset';
/** The counter is shown only when fewer characters are left. */
const SHOW_LEFT_BELOW = 200;

/** Rules for every box in which messages are written. */
export interface MessageInputRules {
  /** In code points. */
  maxChars: number;
  /** Touch is the device's primary pointer. */
  touch: boolean;
  strings: Strings;
  /** What helps with writing in a box. */
  aids: {
    complete(box: HTMLTextAreaElement): void;
    /** A button that shows, above an element, what the text in a box will look like. */
    preview(box: HTMLTextAreaElement, place: HTMLElement): HTMLElement;
  };
}

/**
 * A box for the text of a message: it grows with the text, counts characters, and knows which Enter sends.
 */
export class MessageInput {
  readonly #box: HTMLTextAreaElement;
  readonly #note: HTMLElement;
  readonly #rules: MessageInputRules;
  readonly #on;
  /** Whether the text survives the page. */
  #isKept = true;
  #idleNote = '';

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
    rules.aids.complete(box);
    box.enterKeyHint = rules.touch || enterBeginsLine() ? 'enter' : 'send';
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
    this.#box.dispatchEvent(new Event(TEXT_SET));
  }

  get blank(): boolean {
    return BLANK.test(this.text);
  }

  /** What the note says while there is nothing to say about the text. */
  set idleNote(note: string) {
    this.#idleNote = note;
    this.#tell();
  }

  /** Says beside the box why the text cannot be sent. Returns whether it cannot. */
  refuses(): boolean {
    const { strings } = this.#rules;
    const count = -this.#left;
    if (!this.blank && count <= 0) return false;
    this.#note.textContent = this.blank
      ? strings.t('browser.blank')
      : strings.t('browser.tooLongToSend', { count });
    return true;
  }

  get #left(): number {
    return this.#rules.maxChars - charsIn(this.text);
  }

  #changed(): void {
    this.#grow();
    this.#isKept = this.#on.change(this.#box.value);
    this.#tell();
  }

  #tell(): void {
    const { strings } = this.#rules;
    const left = this.#left;
    this.#note.classList.toggle('error-text', left < 0 || !this.#isKept);
    if (!this.#isKept) this.#note.textContent = strings.t('browser.notKept');
    else if (left < 0) this.#note.textContent = strings.t('browser.tooLong', { count: -left });
    else if (left < SHOW_LEFT_BELOW) this.#note.textContent = strings.t('browser.left', { count: left });
    else this.#note.textContent = this.#idleNote;
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
