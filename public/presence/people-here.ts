import { element, find } from '../page/elements.js';
import type { Strings } from '../page/strings.js';
import type { Present } from '../poll/answer.js';

const MOST_FACES = 4;

/** Who is in the room: faces and a number above the conversation, and a dot on the pictures in it. */
export class PeopleHere {
  readonly #place = find('.present', HTMLElement);
  /** Rules instead of a class on each of thousands of messages. */
  readonly #dots = new CSSStyleSheet();
  readonly #strings: Strings;

  constructor(strings: Strings) {
    this.#strings = strings;
    document.adoptedStyleSheets.push(this.#dots);
  }

  show({ count, ids, faces }: Present): void {
    const names = faces.map(({ name }) => name);
    const list = new Intl.ListFormat(document.documentElement.lang, {
      type: count > names.length ? 'unit' : 'conjunction',
    });
    const all = list.format(names);
    this.#place.hidden = count === 0;
    this.#place.title = count > names.length ? this.#strings.t('browser.presentMore', { names: all }) : all;
    this.#place.replaceChildren(
      ...faces.slice(0, MOST_FACES).map(({ initials, tint, guest }) => {
        const face = element('span', { class: `face tint-${tint}` });
        face.dataset['initials'] = initials;
        face.classList.toggle('guest', guest === true);
        return face;
      }),
      element('span', { text: this.#strings.t('browser.present', { count }) }),
    );
    const authors = ids.map((id) => `[href="/people/${CSS.escape(id)}"]`);
    this.#dots.replaceSync(
      authors.length === 0 ? '' : `.message-author:is(${authors.join()})::after { content: '' }`,
    );
  }
}
