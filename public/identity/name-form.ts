import { find } from '../page/elements.js';
import type { Strings } from '../page/strings.js';
import { RequestError } from '../server/request-error.js';
import { post } from '../server/request.js';
import type { Person } from '../server/person.js';

/** One form on the page: beside the rooms, or in an empty room. */
class Field {
  readonly form: HTMLFormElement;
  readonly details: HTMLDetailsElement;
  readonly input: HTMLInputElement;
  readonly #note: HTMLElement;
  readonly #hint: string;

  constructor(details: HTMLDetailsElement) {
    this.details = details;
    this.form = find('form', HTMLFormElement, details);
    this.input = find('input[name="name"]', HTMLInputElement, details);
    this.#note = find('.note', HTMLElement, details);
    this.#hint = this.#note.textContent ?? '';
    details.addEventListener('toggle', () => details.open && this.input.focus());
  }

  /** @param problem undefined shows the hint again */
  tell(problem?: string): void {
    this.#note.textContent = problem ?? this.#hint;
    this.#note.classList.toggle('error-text', problem !== undefined);
    this.input.setAttribute('aria-invalid', String(problem !== undefined));
  }
}

/** Shows the user's name, and changes it without leaving the page. */
export class NameForm {
  readonly #fields: Field[];
  readonly #strings: Strings;
  readonly #onChange;

  constructor(strings: Strings, onChange: (me: Person) => void) {
    this.#strings = strings;
    this.#onChange = onChange;
    const places = document.querySelectorAll<HTMLDetailsElement>('.me, .choose-name');
    this.#fields = Array.from(places, (details) => new Field(details));
    for (const field of this.#fields)
      field.form.addEventListener('submit', (event) => {
        event.preventDefault();
        void this.#save(field);
      });
  }

  show(me: Person): void {
    find('.me-label', HTMLElement).textContent = this.#strings.t('browser.youAre');
    find('.me-name', HTMLElement).textContent = me.name;
    find('.me-action', HTMLElement).textContent = this.#strings.t('browser.changeName');
    document.querySelector('.choose-name')?.remove();
    for (const { details, input } of this.#fields) if (!details.open) input.value = me.name;
  }

  async #save(field: Field): Promise<void> {
    const { form, details, input } = field;
    try {
      const me = await post<Person>(form.action, { name: input.value });
      field.tell();
      details.open = false;
      this.#onChange(me);
      const next = details.isConnected
        ? find('summary', HTMLElement, details)
        : find('#message', HTMLElement);
      next.focus();
    } catch (error) {
      const detail = error instanceof RequestError ? error.detail : '';
      field.tell(detail || this.#strings.t('browser.offline'));
      input.focus();
    }
  }
}
