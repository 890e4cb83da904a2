import { copyText } from '../page/copy-text.js';
import { iconButton } from '../page/elements.js';
import type { Strings } from '../page/strings.js';

const SHEETS = 'M9 9h11v11H9zM5 15H4V4h11v1';

/** Buttons that copy blocks of code. */
export class CodeBlocks {
  readonly #strings: Strings;
  readonly #say: (text: string) => void;

  /** @param say tells a screen reader */
  constructor(strings: Strings, say: (text: string) => void) {
    this.#strings = strings;
    this.#say = say;
  }

  /** Adds a button to each block of a message. It has no text, which would be part of what was written. */
  decorate(message: Element): void {
    for (const block of message.querySelectorAll('pre')) {
      const label = this.#strings.t('browser.copyCode');
      const made = iconButton(label, SHEETS, () => void this.#copy(block, made));
      made.querySelector('span')?.remove();
      made.ariaLabel = label;
      made.classList.add('copy-code');
      block.append(made);
    }
  }

  #reset(made: HTMLElement): void {
    made.title = this.#strings.t('browser.copyCode');
    made.classList.remove('copied');
  }

  async #copy(block: HTMLElement, pressed: HTMLElement): Promise<void> {
    const text = document.createElement('textarea');
    text.readOnly = true;
    text.className = 'visually-hidden';
    text.value = block.textContent?.trimEnd() ?? '';
    block.append(text);
    const isCopied = await copyText(text);
    text.remove();
    pressed.focus({ preventScroll: true });
    const said = this.#strings.t(isCopied ? 'browser.codeCopied' : 'browser.codeNotCopied');
    pressed.title = said;
    pressed.classList.toggle('copied', isCopied);
    pressed.addEventListener('blur', () => this.#reset(pressed), { once: true });
    this.#say(said);
  }
}
