import { deletePersonalData, PREFIX } from './keys.js';

/** Names who signed out in this browser last. */
const SIGNED_OUT = `${PREFIX}left`;

/**
 * Call when somebody signs out here: the next page deletes what was kept for them, and so do their other
 * tabs.
 */
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
