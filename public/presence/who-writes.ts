import { find } from '../page/elements.js';
import type { Strings } from '../page/strings.js';
import type { PersonHere } from '../poll/answer.js';
import { byName } from './people-here.js';
import type { RoomEvent } from '../server/entry.js';

/** Longer than the server tells it without a sign: it is not told that somebody stopped if the connection is lost. */
const FORGET_AFTER_MS = 15_000;

/** The line that says who else is writing. */
export class WhoWrites {
  readonly #place = find('.writing', HTMLElement);
  readonly #strings: Strings;
  #writing: PersonHere[] = [];
  #forget: ReturnType<typeof setTimeout> | undefined;

  constructor(strings: Strings) {
    this.#strings = strings;
  }

  /** @param me the user's id, who knows that they write */
  show(writing: PersonHere[], me: string | undefined): void {
    clearTimeout(this.#forget);
    this.#forget = setTimeout(() => this.#set([]), FORGET_AFTER_MS);
    this.#set(writing.filter(({ id }) => id !== me));
  }

  /** Who has sent a message no longer writes it. */
  news(events: RoomEvent[]): void {
    const senders = new Set(events.map(({ message }) => message?.author.id));
    if (this.#writing.some(({ id }) => senders.has(id)))
      this.#set(this.#writing.filter(({ id }) => !senders.has(id)));
  }

  #set(writing: PersonHere[]): void {
    this.#writing = writing;
    const [first, second, ...others] = byName(writing);
    this.#place.hidden = !first;
    this.#place.textContent =
      others.length > 0
        ? this.#strings.t('browser.writingMany')
        : second
          ? this.#strings.t('browser.writingTwo', { name: first?.name ?? '', other: second.name })
          : this.#strings.t('browser.writingOne', { name: first?.name ?? '' });
  }
}
