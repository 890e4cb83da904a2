import { isComposing } from '../composer/send-key.js';
import { element } from '../page/elements.js';
import { describe } from '../page/listbox.js';
import { SuggestionList } from '../page/suggestion-list.js';
import type { Strings } from '../page/strings.js';
import { EmojiData } from './emoji-data.js';
import { insertText } from './insert-text.js';
import { PeopleHere } from './people-here.js';
import { placeAt } from './place-at.js';
import { type TypedSign, typedSign } from './typed-sign.js';

// Of the same script, for those who load it.
export { EmojiData, PeopleHere };

const MAX_EMOJI = 8;
let boxes = 0;

interface CompletionParts {
  strings: Strings;
  people: PeopleHere;
  emoji: EmojiData;
}

interface Suggestion {
  shown: (Node | string)[];
  /** What is typed for it. */
  text: string;
}

/** Completes the names of people after an `@` and emoji after a `:` in a box for messages. */
export class Completion {
  readonly #box: HTMLTextAreaElement;
  readonly #parts: CompletionParts;
  readonly #list: SuggestionList;
  #shown: Suggestion[] = [];
  /** What they are shown for. */
  #shownFor: TypedSign | undefined;
  #isAsking = false;
  /** Ends following the box. */
  #moving: AbortController | undefined;
  /** Where the sign stands for which the reader wants no suggestions. */
  #dismissed = -1;

  constructor(box: HTMLTextAreaElement, parts: CompletionParts) {
    this.#box = box;
    this.#parts = parts;
    this.#list = new SuggestionList(box, {
      id: `completion-${(boxes += 1)}`,
      label: parts.strings.t('browser.suggestions'),
      first: 0,
      onPick: (at) => this.#pick(at),
    });
    this.#list.element.classList.add('floating');
  }

  start(): void {
    const box = this.#box;
    box.addEventListener('input', (event) => {
      if (!event.isComposing) void this.#suggest();
    });
    box.addEventListener('compositionend', () => void this.#suggest());
    for (const type of ['keyup', 'click']) box.addEventListener(type, () => this.#onCaret());
    box.addEventListener('blur', () => this.#close());
    // Before the keys of the box itself.
    box.addEventListener('keydown', (event) => this.#onKey(event), { capture: true });
    this.#close();
    void this.#suggest();
  }

  get #isOpen(): boolean {
    return this.#list.isOpen;
  }

  get #sign(): TypedSign | undefined {
    const { value, selectionStart, selectionEnd } = this.#box;
    const sign = selectionStart === selectionEnd ? typedSign(value, selectionEnd) : undefined;
    if (sign?.start !== this.#dismissed) this.#dismissed = -1;
    return this.#dismissed < 0 ? sign : undefined;
  }

  /** The caret may have moved away. */
  #onCaret(): void {
    if (this.#isOpen && !isSame(this.#shownFor, this.#sign)) void this.#suggest();
  }

  /** One look-up at a time: what was typed meanwhile is looked up after it. */
  async #suggest(): Promise<void> {
    if (this.#isAsking) return;
    this.#isAsking = true;
    let [sign, found]: [TypedSign | undefined, Suggestion[]] = [undefined, []];
    do {
      sign = this.#sign;
      found = sign ? await this.#find(sign).catch(() => []) : [];
    } while (!isSame(sign, this.#sign));
    this.#isAsking = false;
    if (document.activeElement !== this.#box) return;
    this.#shownFor = sign;
    this.#show(found);
  }

  async #find({ kind, typed }: TypedSign): Promise<Suggestion[]> {
    if (kind === 'person') {
      const people = await this.#parts.people.startingWith(typed);
      // Nothing is left to complete, and Enter should send.
      if (people.length === 1 && people[0]?.name === typed) return [];
      const guest = this.#parts.strings.t('browser.guest');
      return people.map(({ name, guest: isGuest }) => ({
        shown: [
          element('bdi', { text: name }),
          isGuest ? element('span', { class: 'guest-mark', text: guest }) : '',
        ],
        text: `@${name} `,
      }));
    }
    const emoji = await this.#parts.emoji.startingWith(typed, MAX_EMOJI);
    return emoji.map(({ unicode, annotation, shortcodes }) => ({
      shown: [
        element('span', { class: 'emoji', text: unicode }),
        element('span', {
          text: (shortcodes?.find((one) => one.startsWith(typed)) ?? annotation).replaceAll('_', ' '),
        }),
      ],
      text: unicode,
    }));
  }

  #show(found: Suggestion[]): void {
    if (found.length === 0) return this.#close();
    this.#shown = found;
    if (!this.#isOpen) this.#open();
    this.#list.show(found.map(({ shown }) => shown));
    describe(this.#box, {
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-controls': this.#list.element.id,
    });
    this.#place();
  }

  #open(): void {
    document.body.append(this.#list.element);
    this.#moving = new AbortController();
    const { signal } = this.#moving;
    for (const type of ['scroll', 'resize'])
      window.addEventListener(type, () => this.#place(), { capture: true, passive: true, signal });
  }

  #onKey(event: KeyboardEvent): void {
    if (!this.#isOpen || isComposing(event)) return;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (event.key === 'Escape') this.#dismiss();
    // With other keys, Enter sends.
    else if (event.key === 'Enter' && !isPlain) return this.#close();
    else if (event.key === 'Enter' || (event.key === 'Tab' && isPlain)) this.#list.pick();
    else if (!isPlain || !this.#list.move(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #pick(at: number): void {
    const picked = this.#shown[at];
    const sign = this.#sign;
    this.#close();
    if (!picked || !sign) return;
    const end = this.#box.selectionEnd;
    const hasSpace = /^\s/.test(this.#box.value.slice(end));
    insertText(this.#box, hasSpace ? picked.text.trimEnd() : picked.text, sign.start, end);
  }

  #dismiss(): void {
    this.#dismissed = this.#sign?.start ?? -1;
    this.#close();
  }

  /** The message of the box may be gone. */
  #place(): void {
    if (this.#box.isConnected) placeAt(this.#list.element, this.#box);
    else this.#close();
  }

  /** A box without suggestions is a plain one. */
  #close(): void {
    this.#moving?.abort();
    this.#list.close();
    this.#list.element.remove();
    for (const name of [
      'role',
      'aria-autocomplete',
      'aria-controls',
      'aria-expanded',
      'aria-activedescendant',
    ])
      this.#box.removeAttribute(name);
  }
}

function isSame(one: TypedSign | undefined, other: TypedSign | undefined): boolean {
  return one?.start === other?.start && one?.typed === other?.typed;
}
