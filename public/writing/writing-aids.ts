import { find, iconButton } from '../page/elements.js';
import type { RoomPageData } from '../page/page-data.js';
import { pageSignal } from '../page/page-scope.js';
import type { Strings } from '../page/strings.js';
import type { PersonalStorage } from '../storage/personal-storage.js';
import type { EmojiData } from './emoji-data.js';
import type { Preview } from './preview.js';

const EYE =
  'M2.5 12s3.5-6.5 9.5-6.5 9.5 6.5 9.5 6.5-3.5 6.5-9.5 6.5S2.5 12 2.5 12Zm12 0a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0Z';
const SMILE = 'M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0ZM9 9.5v.5m6-.5v.5m-7 3.5c1.8 3.4 6.2 3.4 8 0';

interface WritingAidsParts {
  page: RoomPageData;
  strings: Strings;
  touch: boolean;
  storage: PersonalStorage;
  /** The HTML of what a message with this text would say. */
  preview: (body: string) => Promise<string>;
}

/** What helps writing: names, emoji, a preview. Its scripts and the emoji are loaded when somebody first types a sign for them, or opens the picker. */
export class WritingAids {
  readonly #parts: WritingAidsParts;
  readonly #form = find('#messageform', HTMLFormElement);
  #emoji: EmojiData | undefined;

  constructor(parts: WritingAidsParts) {
    this.#parts = parts;
  }

  /** From now on, completes names and emoji in this box. */
  complete(box: HTMLTextAreaElement): void {
    const onInput = () => {
      if (!/[@＠:]/.test(box.value)) return;
      box.removeEventListener('input', onInput);
      // Completion is a help: without it, one types on.
      this.#start(box).catch(() => box.addEventListener('input', onInput));
    };
    box.addEventListener('input', onInput);
  }

  /** Adds the button that opens the picker to the message box. */
  offerEmoji(): void {
    if (!('popover' in this.#form)) return;
    const { strings } = this.#parts;
    const note = find('#composer-note', HTMLElement);
    const button = iconButton(strings.t('browser.emoji'), SMILE, () => {
      // Once it is loaded, the browser opens it.
      if (!button.popoverTargetElement)
        this.#open(button).catch(() => (note.textContent = strings.t('browser.emojiFailed')));
    });
    button.classList.add('emoji-button');
    find('.send', HTMLButtonElement, this.#form).before(button);
  }

  /** Adds the button that opens the preview to the message box. */
  offerPreview(): void {
    const box = find('#message', HTMLTextAreaElement);
    const place = find('.composer-box', HTMLElement, this.#form);
    find('.send', HTMLButtonElement, this.#form).before(this.preview(box, place));
  }

  preview(box: HTMLTextAreaElement, place: HTMLElement): HTMLButtonElement {
    const { strings, preview } = this.#parts;
    let panel: Promise<Preview> | undefined;
    const open = async (): Promise<void> => {
      panel ??= this.#previewing().then(
        ({ Preview }) => new Preview({ box, place, button, strings, preview }),
      );
      (await panel).toggle();
    };
    const button = iconButton(strings.t('browser.preview'), EYE, () => {
      open().catch(() => {
        panel = undefined;
        find('#composer-note', HTMLElement).textContent = strings.t('browser.previewFailed');
      });
    });
    button.ariaExpanded = 'false';
    return button;
  }

  async #previewing(): Promise<typeof import('./preview.js')> {
    const { preview = '' } = this.#form.dataset;
    await this.#styles();
    return import(preview);
  }

  async #start(box: HTMLTextAreaElement): Promise<void> {
    const { Completion, PeopleHere } = await this.#completion();
    const { strings, page } = this.#parts;
    const people = new PeopleHere(`${page.apiUrl}/rooms/${encodeURIComponent(page.room.key)}/people`);
    new Completion(box, { strings, people, emoji: await this.#data() }).start();
  }

  async #open(button: HTMLButtonElement): Promise<void> {
    const picker = import(this.#form.dataset['picker'] ?? '') as Promise<typeof import('./emoji-picker.js')>;
    const [{ EmojiPicker }, data] = await Promise.all([picker, this.#data()]);
    if (button.popoverTargetElement) return;
    const box = find('#message', HTMLTextAreaElement);
    new EmojiPicker({ button, box, data, touch: this.#parts.touch, signal: pageSignal() }).open();
  }

  async #data(): Promise<EmojiData> {
    const { EmojiData } = await this.#completion();
    const { page, storage } = this.#parts;
    this.#emoji ??= new EmojiData(this.#form.dataset['emoji'] ?? '', page.lang, storage);
    return this.#emoji;
  }

  /** With the styles of both. */
  async #completion(): Promise<typeof import('./completion.js')> {
    const { completion = '' } = this.#form.dataset;
    await this.#styles();
    return import(completion);
  }

  async #styles(): Promise<void> {
    const { styles = '' } = this.#form.dataset;
    if (!document.querySelector(`link[href="${styles}"]`)) await loadStyles(styles);
  }
}

function loadStyles(href: string): Promise<unknown> {
  const link = document.createElement('link');
  Object.assign(link, { rel: 'stylesheet', href });
  document.head.append(link);
  return new Promise((resolve, reject) => {
    link.addEventListener('load', resolve);
    link.addEventListener('error', () => {
      link.remove();
      reject(new Error(href));
    });
  });
}
