import { preference } from '../page/preferences.js';

/** The server forgets it after eight seconds. */
const SAY_EVERY_MS = 4000;

/** Says that the user is writing, while they do. */
export class OwnWriting {
  readonly #say: () => Promise<unknown>;
  #saidAt = -Infinity;

  constructor(say: () => Promise<unknown>) {
    this.#say = say;
  }

  watch(box: HTMLTextAreaElement): void {
    box.addEventListener('input', () => {
      if (box.value.trim() === '') this.#saidAt = -Infinity;
      else void this.#write();
    });
  }

  async #write(): Promise<void> {
    if (preference('presence') !== 'on' || Date.now() - this.#saidAt < SAY_EVERY_MS) return;
    this.#saidAt = Date.now();
    // Nobody misses it if it does not arrive.
    await this.#say().catch(() => undefined);
  }
}
