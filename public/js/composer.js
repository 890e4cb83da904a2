const BLANK = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\u2800]*$/u;
/** The counter is quiet until it matters. */
const SHOW_LEFT_BELOW = 200;

/** The box one writes in. */
export class Composer {
  #box;
  #note;
  #options;

  /**
   * @param {object} elements
   * @param {HTMLFormElement} elements.form
   * @param {HTMLTextAreaElement} elements.box
   * @param {HTMLElement} elements.note
   * @param {object} options
   * @param {number} options.maxChars
   * @param {boolean} options.touch Enter is a new line where there is no Shift to hold
   * @param {import('./strings.js').Strings} options.strings
   * @param {string} options.draft what was being written here before
   * @param {(text: string) => void} options.onChange
   * @param {(text: string) => void} options.onSend
   */
  constructor({ form, box, note }, options) {
    this.#box = box;
    this.#note = note;
    this.#options = options;
    form.noValidate = true;
    box.enterKeyHint = options.touch ? 'enter' : 'send';
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit();
    });
    box.addEventListener('keydown', (event) => this.#onKey(event));
    box.addEventListener('input', () => this.#changed());
    box.value ||= options.draft;
    this.#changed();
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
    this.#box.value = [text, this.#box.value].filter(Boolean).join('\n');
    this.#changed();
    this.focus();
    this.#box.setSelectionRange(text.length, text.length);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    if (!isSendKey(event) || this.#options.touch) return;
    event.preventDefault();
    this.#submit();
  }

  #submit() {
    const text = this.#box.value.trim();
    this.focus();
    if (BLANK.test(text) || charsIn(text) > this.#options.maxChars) return;
    this.#box.value = '';
    this.#changed();
    this.#options.onSend(text);
  }

  #changed() {
    this.#tellLength();
    this.#grow();
    this.#options.onChange(this.#box.value);
  }

  #tellLength() {
    const { maxChars, strings } = this.#options;
    const left = maxChars - charsIn(this.#box.value.trim());
    this.#note.classList.toggle('bad', left < 0);
    if (left < 0) this.#note.textContent = strings.t('browser.tooLong', { count: -left });
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
 * Enter that means "send". An input method uses Enter to choose a word: `isComposing` tells so, except in Safari,
 * which ends the composition before the key event and leaves only keyCode 229 (WebKit bug 165004).
 *
 * @param {KeyboardEvent} event
 */
export function isSendKey(event) {
  return event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229;
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
