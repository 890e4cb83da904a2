import { copyText } from '../page/copy-text.js';
import type { Strings } from '../page/strings.js';

/** Shows the button of an empty room that copies the room's address. */
export function offerCopying(strings: Strings): void {
  const place = document.querySelector<HTMLButtonElement>('.copy-link');
  if (!place) return;
  place.hidden = false;
  place.addEventListener('click', () => void copy(place, strings));
}

async function copy(place: HTMLButtonElement, strings: Strings): Promise<void> {
  const address = new URL(place.dataset['path'] ?? '', location.href).href;
  const field = fieldOf(address, strings.t('browser.copyByHand'));
  place.replaceWith(field);
  // Else the address stays, to be copied by hand.
  if (!(await copyText(field))) return;
  field.replaceWith(place);
  place.focus();
  place.textContent = strings.t('browser.linkCopied');
}

function fieldOf(text: string, label: string): HTMLInputElement {
  const made = document.createElement('input');
  made.className = 'input';
  made.readOnly = true;
  made.value = text;
  made.setAttribute('aria-label', label);
  return made;
}
