import { TEXT_SET } from '../composer/message-input.js';
import { element, fromServer } from '../page/elements.js';
import type { Strings } from '../page/strings.js';

/** So long nothing is typed before the server is asked again. */
const PAUSE_MS = 300;

interface PreviewParts {
  box: HTMLTextAreaElement;
  /** What it stands above. */
  place: HTMLElement;
  /** Opens and closes it. */
  button: HTMLButtonElement;
  strings: Strings;
  preview: (body: string) => Promise<string>;
}

/** What the text in a box will look like, as the server would show it, and what one can type. It follows the text, and closes when that is sent. */
export class Preview {
  readonly #parts: PreviewParts;
  readonly #shown = element('div', { class: 'preview-text' });
  readonly #panel: HTMLElement;
  #timer = 0;
  /** Counts requests: an answer counts if none was made after it. */
  #asked = 0;

  constructor(parts: PreviewParts) {
    this.#parts = parts;
    const { box, place, strings } = parts;
    const help = element('p', { class: 'note', text: strings.t('browser.formattingHelp') });
    this.#panel = element('section', { class: 'preview' }, [this.#shown, help]);
    this.#panel.setAttribute('aria-label', strings.t('browser.previewLabel'));
    this.#panel.tabIndex = 0;
    this.#panel.hidden = true;
    place.before(this.#panel);
    box.addEventListener('input', () => this.#typed());
    box.addEventListener(TEXT_SET, () => this.#typed());
  }

  toggle(): void {
    this.#show(Boolean(this.#panel.hidden));
  }

  #show(open: boolean): void {
    this.#panel.hidden = !open;
    this.#parts.button.ariaExpanded = String(open);
    if (open) return void this.#ask();
    this.#asked++;
    this.#shown.replaceChildren();
  }

  #typed(): void {
    if (this.#panel.hidden) return;
    clearTimeout(this.#timer);
    if (this.#parts.box.value === '') this.#show(false);
    else this.#timer = window.setTimeout(() => void this.#ask(), PAUSE_MS);
  }

  async #ask(): Promise<void> {
    const { box, strings, preview } = this.#parts;
    const asked = ++this.#asked;
    let shown: Node | string = '';
    try {
      if (box.value.trim()) shown = fromServer(await preview(box.value));
    } catch {
      shown = strings.t('browser.previewFailed');
    }
    if (asked === this.#asked) this.#shown.replaceChildren(shown);
  }
}
