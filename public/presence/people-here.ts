import { element, find } from '../page/elements.js';
import { pageSignal } from '../page/page-scope.js';
import type { Strings } from '../page/strings.js';
import type { PersonHere, Present } from '../poll/answer.js';

const MOST_FACES = 4;

/** Who is in the room: faces and a number above the conversation, and a dot on the pictures in it. */
export class PeopleHere {
  readonly #faces = find('.faces', HTMLElement);
  readonly #count = find('.online', HTMLElement);
  /** Rules instead of a class on each of thousands of messages. */
  readonly #dots = new CSSStyleSheet();
  readonly #strings: Strings;

  constructor(strings: Strings) {
    this.#strings = strings;
    document.adoptedStyleSheets.push(this.#dots);
    pageSignal().addEventListener('abort', () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== this.#dots);
    });
  }

  show({ count, ids, faces: unsorted }: Present): void {
    const faces = byName(unsorted);
    const names = faces.map(({ name }) => name);
    const list = new Intl.ListFormat(document.documentElement.lang, {
      type: count > names.length ? 'unit' : 'conjunction',
    });
    const all = list.format(names);
    this.#count.hidden = this.#faces.hidden = count === 0;
    this.#count.textContent = ` · ${this.#strings.t('browser.present', { count })}`;
    this.#count.title = count > names.length ? this.#strings.t('browser.presentMore', { names: all }) : all;
    this.#faces.title = this.#count.title;
    this.#faces.replaceChildren(...faces.slice(0, MOST_FACES).map(faceOf));
    const authors = ids.map((id) => `[href="/people/${CSS.escape(id)}"]`);
    this.#dots.replaceSync(
      authors.length === 0 ? '' : `.message-author:is(${authors.join()})::after { content: '' }`,
    );
  }
}

/** Only to be looked at: the names are in the title. */
function faceOf({ initials, tint, guest }: PersonHere): HTMLElement {
  const face = element('span', { class: `face tint-${tint}` });
  face.dataset['initials'] = initials;
  face.classList.toggle('guest', guest === true);
  return face;
}

/** In the order of the reader's language, so that they do not change places. */
export function byName(people: PersonHere[]): PersonHere[] {
  return people.toSorted((a, b) => a.name.localeCompare(b.name, document.documentElement.lang));
}
