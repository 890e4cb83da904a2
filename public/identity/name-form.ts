import { find } from '../page/elements.js';
import type { Strings } from '../page/strings.js';
import { RequestError } from '../server/request-error.js';
import { post } from '../server/request.js';
import type { Person } from '../server/person.js';

/** Shows the user's name, and changes it without leaving the page. */
export class NameForm {
  readonly #details = find('details.me', HTMLDetailsElement);
  readonly #form = find('form.name-form', HTMLFormElement);
  readonly #input = find('#name', HTMLInputElement);
  readonly #note = find('#name-note', HTMLElement);
  readonly #hint = this.#note.textContent ?? '';
  readonly #strings: Strings;
  readonly #onChange;

  constructor(strings: Strings, onChange: (me: Person) => void) {
    this.#strings = strings;
    this.#onChange = onChange;
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#save();
    });
    this.#details.addEventListener('toggle', () => this.#details.open && this.#input.focus());
  }

  show(me: Person): void {
    find('.me-label', HTMLElement).textContent = this.#strings.t('browser.youAre');
    find('.me-name', HTMLElement).textContent = me.name;
    find('.me-action', HTMLElement).textContent = this.#strings.t('browser.changeName');
    if (!this.#details.open) this.#input.value = me.name;
  }

  async #save(): Promise<void> {
    try {
      const me = await post<Person>(this.#form.action, { name: this.#input.value });
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

  #tell(text: string, bad: boolean): void {
    this.#note.textContent = text;
    this.#note.classList.toggle('error-text', bad);
  }
}
