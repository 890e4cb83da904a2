import { forget, PREFIX } from './keys.js';

/** Names who signed out in this browser last. */
const LEFT = `${PREFIX}left`;

/**
 * Call when somebody signs out here: the next page deletes what was kept for them, and so do their other
 * tabs.
 */
export function leave(who: string): void {
  try {
    localStorage.setItem(LEFT, who);
  } catch {
    // Full or forbidden. A full storage is emptied at once.
    forget(who);
  }
}

/**
 * Deletes what was kept for whoever signed out last, unless they still use this browser or are back.
 *
 * @param who uses the browser now
 */
export function forgetWhoLeft(who: string): void {
  try {
    const left = localStorage.getItem(LEFT);
    if (left === who) localStorage.removeItem(LEFT);
    else if (left !== null) forget(left);
  } catch {
    // Forbidden, so nothing was kept.
  }
}
