import { find } from './page.js';
import { post, RequestError } from './request.js';

/** Shows who one is, and lets one change it without leaving the page. */
export class NameForm {
  #details = find('details.me', HTMLDetailsElement);
  #form = find('form.name-form', HTMLFormElement);
  #input = find('#name', HTMLInputElement);
  #note = find('#name-note', HTMLElement);
  #hint = this.#note.textContent ?? '';
  #strings;
  #onChange;

  /**
   * @param {Strings} strings
   * @param {(me: Person) => void} onChange
   */
  constructor(strings, onChange) {
    this.#strings = strings;
    this.#onChange = onChange;
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#save();
    });
    this.#details.addEventListener('toggle', () => this.#details.open && this.#input.focus());
  }

  /** @param {Person} me */
  show(me) {
    find('.me-label', HTMLElement).textContent = this.#strings.t('browser.youAre');
    find('.me-name', HTMLElement).textContent = me.name;
    find('.me-action', HTMLElement).textContent = this.#strings.t('browser.changeName');
    if (!this.#details.open) this.#input.value = me.name;
  }

  async #save() {
    try {
      /** @type {Person} */
      const me = await post(this.#form.action, { name: this.#input.value });
      this.#tell(this.#hint, false);
      this.#details.open = false;
      this.#onChange(me);
      find('summary', HTMLElement, this.#details).focus();
    } catch (error) {
      const detail = error instanceof RequestError ? error.detail : '';
      this.#tell(detail || this.#strings.t('browser.offline'), true);
      this.#input.focus();
    }
  }

  /**
   * @param {string} text
   * @param {boolean} bad
   */
  #tell(text, bad) {
    this.#note.textContent = text;
    this.#note.classList.toggle('bad', bad);
  }
}
