import { element, find } from '../page/elements.js';
import type { Strings } from '../page/strings.js';
import type { Message } from '../server/entry.js';
import type { PersonalStorage } from '../storage/personal-storage.js';
import { shownText } from './message-element.js';

/** Messages that come within this time are announced together. */
const TOGETHER_MS = 1000;
/** More authors than these are counted, not named. */
const MOST_NAMES = 3;
/** What the storage has while announcements are off. */
const OFF = 'announcements-off';

interface AnnouncerParts {
  /** The page's language. */
  lang: string;
  strings: Strings;
  storage: PersonalStorage;
}

/**
 * Tells screen readers of new messages, by a text that nobody sees. The log itself is silent: readers would repeat it whenever older
 * messages are loaded. A button before the log switches this off.
 */
export class Announcer {
  readonly #place = find('.announcer', HTMLElement);
  readonly #switch = find('.announce', HTMLButtonElement);
  readonly #parts: AnnouncerParts;
  readonly #names: Intl.ListFormat;
  #waiting: Message[] = [];

  constructor(parts: AnnouncerParts) {
    const { lang, storage } = (this.#parts = parts);
    this.#names = new Intl.ListFormat(lang);
    this.#switch.hidden = false;
    this.#switch.addEventListener('click', () => this.#toggle());
    storage.watch(OFF, () => this.#showState());
    this.#showState();
  }

  /** Call with messages by others that have just come. A page in the background does not speak. */
  arrived(messages: Message[]): void {
    if (messages.length === 0 || document.hidden || this.#isOff) return;
    if (this.#waiting.length === 0) setTimeout(() => this.#announce(), TOGETHER_MS);
    this.#waiting.push(...messages);
  }

  /** Says what happened to the reader's own doing. */
  say(text: string): void {
    this.#place.replaceChildren(element('p', { text }));
  }

  #announce(): void {
    const messages = this.#waiting.splice(0);
    const [one] = messages;
    if (!one || this.#isOff) return;
    if (messages.length === 1) return this.say(`${one.author.name}: ${shownText(one)}`);
    const { strings } = this.#parts;
    const authors = new Map(messages.map(({ author }) => [author.id, author.name]));
    const named = [...authors.values()].slice(0, MOST_NAMES);
    const count = authors.size - named.length;
    const others = count > 0 ? [strings.t('browser.otherAuthors', { count })] : [];
    const names = this.#names.format([...named, ...others]);
    this.say(strings.t('browser.newFrom', { count: messages.length, names }));
  }

  get #isOff(): boolean {
    return this.#parts.storage.get(OFF) !== null;
  }

  #toggle(): void {
    const { storage } = this.#parts;
    if (this.#isOff) storage.remove(OFF);
    else storage.set(OFF, '1');
    this.#showState();
  }

  #showState(): void {
    this.#switch.ariaPressed = String(!this.#isOff);
  }
}
