import { element } from './elements.js';
import { describe, reach } from './listbox.js';

const STEPS = new Map([
  ['ArrowDown', 1],
  ['ArrowUp', -1],
]);

interface SuggestionListOptions {
  id: string;
  label: string;
  /** Position of the option that is reached at first; -1 if the arrow keys lead from the box to the first and back. */
  first: 0 | -1;
  /** @param at position of the option */
  onPick: (at: number) => void;
}

/** The list of suggestions for a box (ARIA Authoring Practices: editable combobox with list autocomplete). The focus stays in the box. */
export class SuggestionList {
  readonly element = element('ul', { class: 'suggestions' });
  readonly #box: HTMLElement;
  readonly #first: 0 | -1;
  readonly #onPick: (at: number) => void;
  /** Position of the option that the keys have reached; -1 for none. */
  #active = -1;

  constructor(box: HTMLElement, { id, label, first, onPick }: SuggestionListOptions) {
    this.#box = box;
    this.#first = first;
    this.#onPick = onPick;
    describe(this.element, { id, role: 'listbox', 'aria-label': label });
    // The focus stays in the box.
    this.element.addEventListener('mousedown', (event) => event.preventDefault());
    this.element.addEventListener('click', ({ target }) => {
      const at = [...this.element.children].findIndex((option) => option.contains(target as Node));
      if (at >= 0) onPick(at);
    });
    this.close();
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  /** @param options the content of each */
  show(options: (Node | string)[][]): void {
    this.element.replaceChildren(
      ...options.map((content, i) => {
        const option = element('li', { class: 'suggestion' }, content);
        describe(option, { id: `${this.element.id}-${i}`, role: 'option' });
        return option;
      }),
    );
    this.element.hidden = options.length === 0;
    describe(this.#box, { 'aria-expanded': String(this.isOpen) });
    this.#reach(this.#first);
  }

  /** Goes by an arrow key, round and round. Returns whether it was one. */
  move({ key }: KeyboardEvent): boolean {
    const step = STEPS.get(key);
    if (step === undefined) return false;
    const places = this.element.children.length - this.#first;
    this.#reach(((this.#active - this.#first + step + places) % places) + this.#first);
    return true;
  }

  /** Picks the option that was reached. Returns whether there is one. */
  pick(): boolean {
    if (!this.isOpen || this.#active < 0) return false;
    this.#onPick(this.#active);
    return true;
  }

  close(): void {
    this.element.hidden = true;
    this.#active = -1;
    describe(this.#box, { 'aria-expanded': 'false', 'aria-activedescendant': '' });
  }

  #reach(at: number): void {
    this.#active = at;
    reach(this.#box, this.element, at);
  }
}
