import { DRAFT } from '../storage/keys.js';
import { element } from '../page/elements.js';
import type { PersonalStorage } from '../storage/personal-storage.js';

/** Unsent text per room. It survives the tab, whole. */
export class Drafts {
  readonly #kept: PersonalStorage;
  /** The latest drafts that this page passed to `keep`. */
  readonly #told = new Map<string, string>();

  /** @param kept storage of the writer */
  constructor(kept: PersonalStorage) {
    this.#kept = kept;
  }

  /** @param key of a room; other drafts have keys that no room can have */
  of(key: string): string {
    return this.#kept.get(DRAFT + key) ?? '';
  }

  /**
   * @param text empty to remove the draft
   * @returns whether it was kept
   */
  keep(key: string, text: string): boolean {
    this.#told.set(key, text);
    if (text) return this.#kept.set(DRAFT + key, text);
    this.#kept.remove(DRAFT + key);
    return true;
  }

  /** True if all drafts survive this page. */
  get safe(): boolean {
    return [...this.#told].every(([key, text]) => !text || this.of(key) === text);
  }

  /** @param onChange called when another tab changed the draft */
  watch(key: string, onChange: (text: string) => void): void {
    this.#kept.watch(DRAFT + key, () => onChange(this.of(key)));
  }

  /** Marks rooms that have a draft. */
  showIn(list: HTMLElement, label: string): void {
    for (const link of list.querySelectorAll('a:not([aria-current])')) {
      const draft = this.of(link.getAttribute('data-room') ?? '');
      if (draft) link.append(element('span', { class: 'room-draft', text: label }));
    }
  }
}
