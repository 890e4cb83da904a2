import { DRAFT } from '../storage/keys.js';
import { element } from '../page/elements.js';
import type { PersonalStorage } from '../storage/personal-storage.js';

/** Unsent text per room. It survives the tab, whole. */
export class Drafts {
  readonly #storage: PersonalStorage;
  /** The latest drafts that this page passed to `keep`. */
  readonly #latest = new Map<string, string>();

  /** @param storage of the writer */
  constructor(storage: PersonalStorage) {
    this.#storage = storage;
  }

  /** @param key of a room; other drafts have keys that no room can have */
  of(key: string): string {
    return this.#storage.get(DRAFT + key) ?? '';
  }

  /**
   * @param text empty to remove the draft
   * @returns whether it was kept
   */
  keep(key: string, text: string): boolean {
    this.#latest.set(key, text);
    if (text) return this.#storage.set(DRAFT + key, text);
    this.#storage.remove(DRAFT + key);
    return true;
  }

  /** True if all drafts survive this page. */
  get safe(): boolean {
    return [...this.#latest].every(([key, text]) => !text || this.of(key) === text);
  }

  /** @param onChange called when another tab changed the draft */
  watch(key: string, onChange: (text: string) => void): void {
    this.#storage.watch(DRAFT + key, () => onChange(this.of(key)));
  }

  /** Marks rooms that have a draft. */
  markRooms(list: HTMLElement, label: string): void {
    for (const link of list.querySelectorAll('a:not([aria-current])')) {
      const draft = this.of(link.getAttribute('data-room') ?? '');
      if (draft) link.append(element('span', { class: 'room-draft', text: label }));
    }
  }
}
