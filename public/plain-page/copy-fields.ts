import { copyText } from '../page/copy-text.js';
import { find } from '../page/elements.js';

/** Shows the button beside each text that is there to be copied. */
export function showCopyButtons(): void {
  for (const field of document.querySelectorAll('.copy-field')) {
    const button = find('button', HTMLButtonElement, field);
    button.addEventListener('click', () => void copyFrom(field, button));
    button.hidden = false;
  }
}

async function copyFrom(field: Element, button: HTMLButtonElement): Promise<void> {
  const input = find('input', HTMLInputElement, field);
  const note = find('[role="status"]', HTMLElement, field);
  const isCopied = await copyText(input);
  // Else the text stays selected, for the reader to copy.
  if (isCopied) button.focus();
  note.textContent = (isCopied ? note.dataset['copied'] : note.dataset['selected']) ?? '';
}
