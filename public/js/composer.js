import { isComposing, isSendKey } from './send-key.js';

const BLANK = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\u2800]*$/u;
/** The counter is quiet until it matters. */
const SHOW_LEFT_BELOW = 200;

/** The box one writes in. */
export class Composer {
  #form;
  #box;
  #note;
  #strings;
  #writing;
  #onSend;
  /** Whether what stands in the box was written in this tab. */
  #isOwn = false;

  /**
   * @param {{ form: HTMLFormElement, box: HTMLTextAreaElement, note: HTMLElement }} elements
   * @param {ComposerOptions} options
   */
  constructor({ form, box, note }, { rules, draft, onChange, onSend, onUp }) {
    this.#form = form;
    this.#box = box;
    this.#note = note;
    this.#strings = rules.strings;
    this.#onSend = onSend;
    this.#writing = new WritingBox(box, note, rules, { change: onChange, done: () => this.#submit() });
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
    this.#writing.text = box.value || draft;
  }

  focus() {
    this.#box.focus({ preventScroll: true });
  }

  /**
   * Puts a text back to be changed; what was being written stays, after it.
   *
   * @param {string} text
   */
  giveBack(text) {
    this.#writing.text = [text, this.#box.value].filter(Boolean).join('\n');
    this.#isOwn = true;
    if (this.#isRetired) this.retire();
    this.focus();
    this.#box.setSelectionRange(text.length, text.length);
  }

  /** Nothing can be sent from here any more. What was being written stays, to be read and copied. */
  retire() {
    this.#box.readOnly = true;
    this.#form.classList.add('retired');
    this.#form.classList.toggle('empty-handed', this.#box.value === '');
    const kept = this.#box.value && ` ${this.#strings.t('browser.notSent')}`;
    this.#note.textContent = this.#strings.t('browser.notThere') + kept;
  }

  get #isRetired() {
    return this.#form.classList.contains('retired');
  }

  /**
   * The draft is another now: what stands here of it is no more than a copy, unless it was written here.
   *
   * @param {string} draft
   */
  follow(draft) {
    const { value } = this.#box;
    if (value && !this.#isOwn) this.#writing.text = draft;
    // That of the other tab was sent, this one is not.
    else if (value && !draft) this.#writing.text = value;
  }

  /** Sends nothing, and keeps the text as it is: until told otherwise. @param {boolean} on */
  pause(on) {
    this.#box.readOnly = on || this.#isRetired;
  }

  #submit() {
    if (this.#box.readOnly) return;
    const { text, blank, tooLong } = this.#writing;
    this.focus();
    if (blank || tooLong) return;
    this.#writing.text = '';
    this.#isOwn = false;
    this.#onSend(text);
  }
}

/** A box for the text of a message. It grows with the text, counts, and knows which Enter means "done". */
export class WritingBox {
  #box;
  #note;
  #rules;
  #on;

  /**
   * @param {HTMLTextAreaElement} box
   * @param {HTMLElement} note
   * @param {WritingRules} rules
   * @param {{ change(text: string): boolean, done(): void }} on
   */
  constructor(box, note, rules, on) {
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

  /** As it would be sent. */
  get text() {
    return withoutBlankEnds(this.#box.value);
  }

  set text(text) {
    this.#box.value = text;
    this.#changed();
  }

  get blank() {
    return BLANK.test(this.text);
  }

  get tooLong() {
    return charsIn(this.text) > this.#rules.maxChars;
  }

  #changed() {
    this.#grow();
    this.#tell(this.#on.change(this.#box.value));
  }

  /** @param {boolean} isKept whether the text outlasts the page */
  #tell(isKept) {
    const { maxChars, strings } = this.#rules;
    const left = maxChars - charsIn(this.text);
    this.#note.classList.toggle('bad', left < 0 || !isKept);
    if (!isKept) this.#note.textContent = strings.t('browser.notKept');
    else if (left < 0) this.#note.textContent = strings.t('browser.tooLong', { count: -left });
    else if (left < SHOW_LEFT_BELOW) this.#note.textContent = strings.t('browser.left', { count: left });
    else this.#note.textContent = '';
  }

  /** Only where `field-sizing` is not known; the style sheet bounds the height. */
  #grow() {
    if (CSS.supports('field-sizing', 'content')) return;
    this.#box.style.blockSize = 'auto';
    this.#box.style.blockSize = `${this.#box.scrollHeight}px`;
  }
}

/**
 * As the server stores it (`src/text.ts`): blank lines at both ends go, indentation stays.
 *
 * @param {string} text
 */
function withoutBlankEnds(text) {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => !BLANK.test(line));
  const last = lines.findLastIndex((line) => !BLANK.test(line));
  return lines
    .slice(Math.max(first, 0), last + 1)
    .join('\n')
    .trimEnd();
}

/**
 * In code points, as the server counts.
 *
 * @param {string} text
 */
function charsIn(text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}
