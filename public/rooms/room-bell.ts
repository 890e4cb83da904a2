import { find } from '../page/elements.js';
import type { Strings } from '../page/strings.js';
import type { RoomChoice } from '../server/room-api.js';

interface RoomBellParts {
  strings: Strings;
  /** Why a request failed, in the reader's words. */
  reason: (error: unknown) => string;
  /** Stores a choice, and resolves with all that counts then. */
  save: (chosen: Partial<RoomChoice>) => Promise<RoomChoice>;
}

/**
 * The bell in the header of the room: what the person is told of there, and whether the room is pinned. Each choice is saved at once, one after
 * the other: the arrow keys choose as they pass.
 */
export class RoomBell {
  readonly #parts: RoomBellParts;
  readonly #button = document.querySelector<HTMLElement>('.room-bell');
  readonly #menu = document.querySelector<HTMLElement>('.bell-menu');
  #unsaved: Partial<RoomChoice> = {};
  #isSaving = false;

  constructor(parts: RoomBellParts) {
    this.#parts = parts;
  }

  /** Does nothing on a page without a bell. */
  watch(): void {
    const menu = this.#menu;
    if (!menu) return;
    menu.addEventListener('change', ({ target }) => {
      if (target instanceof HTMLInputElement) void this.#save({ bell: target.value });
    });
    menu.addEventListener('submit', (event) => {
      event.preventDefault();
      const { elements } = event.target as HTMLFormElement;
      const pinned = elements.namedItem('pinned');
      if (pinned instanceof HTMLInputElement) void this.#save({ pinned: pinned.value === 'true' });
    });
    menu.addEventListener('toggle', () => this.#say('', false));
    new MutationObserver(() => this.#follow()).observe(find('.rooms', HTMLElement), { childList: true });
  }

  /** Shows what the list of rooms says: another device may have changed it. */
  #follow(): void {
    const { bell, pinned } = document.querySelector<HTMLElement>('.room-link[aria-current]')?.dataset ?? {};
    if (bell && !this.#isSaving) this.#show({ bell, pinned: pinned !== undefined });
  }

  async #save(chosen: Partial<RoomChoice>): Promise<void> {
    Object.assign(this.#unsaved, chosen);
    if (this.#isSaving) return;
    this.#isSaving = true;
    const before = this.#shown;
    try {
      let stored = before;
      while (Object.keys(this.#unsaved).length > 0) {
        const next = this.#unsaved;
        this.#unsaved = {};
        stored = await this.#parts.save(next);
      }
      this.#show(stored);
      this.#say(this.#parts.strings.t('browser.saved'), false);
    } catch (error) {
      this.#unsaved = {};
      this.#show(before);
      this.#say(this.#parts.reason(error), true);
    }
    this.#isSaving = false;
  }

  /** What was stored last, as far as the page knows. */
  get #shown(): RoomChoice {
    return { bell: this.#button?.dataset['bell'] ?? '', pinned: this.#pin.value === 'false' };
  }

  #show({ bell, pinned }: RoomChoice): void {
    const [button, menu] = [this.#button, this.#menu];
    const radio = menu?.querySelector<HTMLInputElement>(`input[value="${bell}"]`);
    if (!button || !menu || !radio) return;
    radio.checked = true;
    button.dataset['bell'] = bell;
    button.title = radio.labels?.[0]?.textContent?.trim() ?? '';
    this.#pin.value = String(!pinned);
    find('.pin', HTMLElement, menu).textContent = this.#parts.strings.t(
      pinned ? 'browser.unpin' : 'browser.pin',
    );
  }

  #say(text: string, isFailure: boolean): void {
    const status = this.#menu?.querySelector('[role="status"]');
    if (!status) return;
    status.classList.toggle('error-text', isFailure);
    status.textContent = text;
  }

  /** The field that says what the button will do. */
  get #pin(): HTMLInputElement {
    return find('.bell-menu [name="pinned"]', HTMLInputElement);
  }
}
