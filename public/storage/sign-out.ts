import { listen } from '../page/page-scope.js';
import { deletePersonalData, PREFIX } from './keys.js';

/** Names who signed out in this browser last. */
const SIGNED_OUT = `${PREFIX}left`;

/**
 * When somebody signs out here, the next page deletes what was kept for them, and so do their other tabs.
 *
 * @param who uses the page
 */
export function watchSignOut(who: () => string): void {
  listen(document, 'submit', ({ target }) => {
    if (target instanceof HTMLFormElement && target.matches('[data-leaves]')) markSignedOut(who());
  });
}

export function markSignedOut(who: string): void {
  try {
    localStorage.setItem(SIGNED_OUT, who);
  } catch {
    // Full or forbidden. A full storage is emptied at once.
    deletePersonalData(who);
  }
}

/**
 * Deletes what was kept for whoever signed out last, unless they still use this browser or are back.
 *
 * @param who uses the browser now
 */
export function deleteSignedOutData(who: string): void {
  try {
    const left = localStorage.getItem(SIGNED_OUT);
    if (left === who) localStorage.removeItem(SIGNED_OUT);
    else if (left !== null) deletePersonalData(left);
  } catch {
    // Forbidden, so nothing was kept.
  }
}
