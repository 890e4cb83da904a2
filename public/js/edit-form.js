import { button, element } from './page.js';
import { WritingBox } from './composer.js';
import { isComposing } from './send-key.js';

/** One's own message while it is changed, in its place. */
export class EditForm {
  #box = document.createElement('textarea');
  #note = element('p', { class: 'note' });
  #writing;
  #options;
  #before;
  element;

  /** @param {EditFormOptions} options */
  constructor(options) {
    const { before, text, rules, change, close } = (this.#options = options);
    const { strings } = rules;
    this.#before = before;
    this.#note.setAttribute('role', 'status');
    this.#box.className = 'edit-box';
    this.#box.rows = 1;
    this.#box.dir = 'auto';
    this.#box.setAttribute('aria-label', strings.t('browser.editLabel'));
    const save = element('button', { class: 'main', text: strings.t('browser.save') });
    const actions = [save, button(strings.t('browser.cancel'), close)];
    const form = element('form', { class: 'edit' }, [
      this.#box,
      this.#note,
      element('div', { class: 'message-actions' }, actions),
    ]);
    this.element = form;
    const done = () => void this.#save();
    this.#writing = new WritingBox(this.#box, this.#note, rules, {
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

  /** What was written, if it is not what the message says. */
  get changed() {
    return this.#box.value === this.#before ? undefined : this.#box.value;
  }

  focus() {
    this.#box.focus({ preventScroll: true });
    this.element.scrollIntoView({ block: 'nearest' });
  }

  async #save() {
    const on = this.#options;
    const { text, blank, tooLong } = this.#writing;
    if (tooLong || this.#box.readOnly) return;
    if (blank) return on.blank();
    if (text === this.#before) return on.close();
    this.#box.readOnly = true;
    try {
      await on.save(text);
      on.close();
    } catch (error) {
      this.#box.readOnly = false;
      this.#note.textContent = on.reason(error);
      this.#note.classList.add('bad');
      this.focus();
    }
  }
}
