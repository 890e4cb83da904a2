import { isComposing } from '../composer/send-key.js';
import { element, find } from '../page/elements.js';
import { describe } from '../page/listbox.js';
import { SuggestionList } from '../page/suggestion-list.js';
import { PeopleToInvite, type Suggestion } from './people-to-invite.js';

/** Suggests names in the field for whom to invite, if the page has one. */
export function completeNames(): void {
  for (const box of document.querySelectorAll<HTMLElement>('.completed')) new NameCompletion(box).start();
}

/** A field with suggestions. Without it, the field takes a whole name. */
class NameCompletion {
  readonly #box: HTMLElement;
  readonly #input: HTMLInputElement;
  readonly #list: SuggestionList;
  readonly #status = element('p', { class: 'visually-hidden' });
  readonly #people: PeopleToInvite;
  #shown: Suggestion[] = [];
  #isAsking = false;
  /** False once the reader has chosen, or has turned away. */
  #isWanted = false;

  constructor(box: HTMLElement) {
    this.#box = box;
    this.#input = find('input', HTMLInputElement, box);
    this.#list = new SuggestionList(this.#input, {
      id: `${this.#input.id}-suggestions`,
      label: box.dataset['label'] ?? '',
      first: -1,
      onPick: (at) => this.#pick(at),
    });
    this.#people = new PeopleToInvite(box.dataset['room'] ?? '');
  }

  start(): void {
    const [input, list, status] = [this.#input, this.#list.element, this.#status];
    describe(status, { role: 'status' });
    describe(input, { role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': list.id });
    this.#box.append(list, status);
    input.addEventListener('input', () => void this.#suggest());
    input.addEventListener('keydown', (event) => this.#onKey(event));
    input.addEventListener('blur', () => this.#dismiss());
  }

  /** One request at a time: what was typed meanwhile is looked up after it. */
  async #suggest(): Promise<void> {
    this.#isWanted = true;
    if (this.#isAsking) return;
    this.#isAsking = true;
    let [typed, people]: [string, Suggestion[]] = ['', []];
    do {
      typed = this.#input.value.trim();
      people = typed === '' ? [] : await this.#people.startingWith(typed).catch(() => []);
    } while (this.#isWanted && typed !== this.#input.value.trim());
    this.#isAsking = false;
    if (this.#isWanted) this.#show(people);
  }

  #show(people: Suggestion[]): void {
    const { found = '', member, invited } = this.#box.dataset;
    const notes = { member, invited };
    this.#shown = people;
    this.#list.show(
      people.map(({ name, already }) => {
        const note = already ? [element('span', { class: 'note', text: notes[already] ?? '' })] : [];
        return [element('bdi', { text: name }), ...note];
      }),
    );
    this.#status.textContent = this.#list.isOpen ? found.replace('#', String(people.length)) : '';
  }

  #onKey(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    const { isOpen } = this.#list;
    const isArrow = event.key === 'ArrowDown' || event.key === 'ArrowUp';
    if (isArrow && !isOpen) void this.#suggest();
    else if (event.key === 'Escape' && isOpen) this.#dismiss();
    else if (!this.#list.move(event) && !(event.key === 'Enter' && this.#list.pick())) return;
    event.preventDefault();
  }

  #pick(at: number): void {
    this.#input.value = this.#shown[at]?.name ?? '';
    this.#dismiss();
  }

  #dismiss(): void {
    this.#isWanted = false;
    this.#list.close();
    this.#status.textContent = '';
  }
}
