import { DRAFT } from '../storage/keys.js';
import { element } from '../page/elements.js';
import type { PersonalStorage } from '../storage/personal-storage.js';

/** What is being written, room by room: it outlasts the tab, whole. */
export class Drafts {
  readonly #kept: PersonalStorage;
  /** What this page has told last. */
  readonly #told = new Map<string, string>();

  /** @param kept of who writes */
  constructor(kept: PersonalStorage) {
    this.#kept = kept;
  }

  /** @param key of a room; what is written elsewhere has a key that no room has */
  of(key: string): string {
    return this.#kept.get(DRAFT + key) ?? '';
  }

  /**
   * @param text nothing: there is no draft any more
   * @returns whether it is kept
   */
  keep(key: string, text: string): boolean {
    this.#told.set(key, text);
    if (text) return this.#kept.set(DRAFT + key, text);
    this.#kept.remove(DRAFT + key);
    return true;
  }

  /** Whether all that was told survives this page. */
  get safe(): boolean {
    return [...this.#told].every(([key, text]) => !text || this.of(key) === text);
  }

  /** @param onChange another tab has written something else */
  watch(key: string, onChange: (text: string) => void): void {
    this.#kept.watch(DRAFT + key, () => onChange(this.of(key)));
  }

  /** Marks the rooms in which something is half written. */
  showIn(list: HTMLElement, label: string): void {
    for (const link of list.querySelectorAll('a:not([aria-current])')) {
      const draft = this.of(link.getAttribute('data-room') ?? '');
      if (draft) link.append(element('span', { class: 'room-draft', text: label }));
    }
  }
}
