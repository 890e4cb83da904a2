import { listen } from '../page/page-scope.js';
import { isComposing } from '../composer/send-key.js';
import { element } from '../page/elements.js';
import { describe, reach } from '../page/listbox.js';
import type { Strings } from '../page/strings.js';
import { isMuted, unreadOf } from './room-link.js';

/** Enough for a screen; typing finds the others. */
const MOST_SHOWN = 12;
const LIST_ID = 'switcher-rooms';

interface Choice {
  name: string;
  href: string;
  kind: string;
  unread: number;
}

/**
 * A box that goes to a room by a part of its name: Ctrl or ⌘ and K. A combobox with a list, as in the ARIA Authoring Practices Guide: the
 * focus stays in the box, the arrow keys move the choice.
 */
export class RoomSwitcher {
  readonly #strings: Strings;
  readonly #box = document.createElement('input');
  readonly #list = element('div', { class: 'switcher-list' });
  readonly #dialog = document.createElement('dialog');
  #chosen = 0;

  constructor(strings: Strings) {
    this.#strings = strings;
    const label = strings.t('browser.switch');
    Object.assign(this.#box, { className: 'input', type: 'text', autocomplete: 'off', placeholder: label });
    this.#box.dir = 'auto';
    describe(this.#box, {
      role: 'combobox',
      'aria-expanded': 'true',
      'aria-controls': LIST_ID,
      'aria-label': label,
    });
    describe(this.#list, { id: LIST_ID, role: 'listbox', 'aria-label': label });
    describe(this.#dialog, { class: 'switcher', 'aria-label': label });
    this.#dialog.append(this.#box, this.#list);
    document.body.append(this.#dialog);
    this.#box.addEventListener('input', () => this.#show());
    this.#box.addEventListener('keydown', (event) => this.#onKey(event));
    // A click beside the box.
    this.#dialog.addEventListener('click', ({ target }) => target === this.#dialog && this.#dialog.close());
  }

  /** From now on, the shortcut opens it. */
  watch(): void {
    listen(document, 'keydown', (event) => this.#onShortcut(event));
  }

  #onShortcut(event: KeyboardEvent): void {
    if (event.key.toLowerCase() !== 'k' || event.altKey || event.shiftKey) return;
    if (event.ctrlKey === event.metaKey) return;
    event.preventDefault();
    if (this.#dialog.open) return this.#dialog.close();
    this.#box.value = '';
    this.#show();
    this.#dialog.showModal();
  }

  #onKey(event: KeyboardEvent): void {
    if (isComposing(event)) return;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const { length } = this.#list.children;
    if (step && length > 0) this.#choose((this.#chosen + step + length) % length);
    else if (event.key === 'Enter') (this.#list.children[this.#chosen] as HTMLElement | undefined)?.click();
    else return;
    event.preventDefault();
  }

  #show(): void {
    const typed = this.#box.value.trim();
    const found = matching(typed, choices()).slice(0, MOST_SHOWN);
    const open: Choice = {
      name: this.#strings.t('browser.switchOpen', { name: typed }),
      href: `/open?${new URLSearchParams({ room: typed })}`,
      kind: 'open',
      unread: 0,
    };
    this.#list.replaceChildren(...(typed ? [...found, open] : found).map((one, i) => this.#option(one, i)));
    this.#choose(0);
  }

  #option({ name, href, kind, unread }: Choice, at: number): HTMLElement {
    const link = document.createElement('a');
    Object.assign(link, { href, className: 'room-link', tabIndex: -1 });
    link.dataset['kind'] = kind;
    link.append(element('bdi', { text: name }));
    if (unread > 0) link.append(element('span', { class: 'badge', text: String(unread) }));
    // An option may not contain a link, but a link may be an option.
    describe(link, { id: `${LIST_ID}-${at}`, role: 'option' });
    return link;
  }

  #choose(at: number): void {
    this.#chosen = at;
    reach(this.#box, this.#list, at);
  }
}

/** What the list of rooms has, unread ones first. Muted ones do not count as unread. */
function choices(): Choice[] {
  const links = document.querySelectorAll<HTMLAnchorElement>('.rooms-live .room-link:not([aria-current])');
  const all = Array.from(links, (link) => ({
    name: link.querySelector('bdi')?.textContent ?? '',
    href: link.getAttribute('href') ?? '/',
    kind: link.dataset['kind'] ?? 'open',
    unread: isMuted(link) ? 0 : unreadOf(link),
  }));
  return [...all.filter(({ unread }) => unread > 0), ...all.filter(({ unread }) => unread === 0)];
}

/** Names that begin with the text come before those that have it elsewhere. */
function matching(typed: string, all: Choice[]): Choice[] {
  const wanted = plain(typed);
  const begins = (one: Choice) => plain(one.name).startsWith(wanted);
  const found = all.filter(({ name }) => plain(name).includes(wanted));
  return [...found.filter(begins), ...found.filter((one) => !begins(one))];
}

/** Without case, width and accents. */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
