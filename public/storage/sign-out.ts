import { forget, PREFIX } from './keys.js';

/** Names who has signed out in this browser last. */
const LEFT = `${PREFIX}left`;

/** Somebody signs out here: the page that this leads to forgets what was kept for them, and so do their other tabs. */
export function leave(who: string): void {
  try {
    localStorage.setItem(LEFT, who);
  } catch {
    // Full or forbidden. What is full is emptied at once.
    forget(who);
  }
}

/**
 * Forgets what was kept for whoever signed out last, unless they are here: then they have not, or are back.
 *
 * @param who uses the browser now
 */
export function forgetWhoLeft(who: string): void {
  try {
    const left = localStorage.getItem(LEFT);
    if (left === who) localStorage.removeItem(LEFT);
    else if (left !== null) forget(left);
  } catch {
    // Forbidden: nothing was kept.
  }
}
