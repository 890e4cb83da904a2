import { keysIn } from './keys.js';
import type { PersonalStorage } from './personal-storage.js';

const OLD_PENDING = 'linger.letter.';
/** Prefixes of older versions, which did not separate users. */
const OLD = [OLD_PENDING, 'linger.rooms', 'linger.drafts'];

/**
 * Takes over what an older version kept. Its pending messages name their author and wait for them; the owner of the
 * rest is unknown.
 */
export function migrateOldStorage(storage: PersonalStorage, who: string): void {
  for (const key of keysIn(() => localStorage)) {
    if (!OLD.some((start) => key.startsWith(start))) continue;
    const text = localStorage.getItem(key) ?? '';
    const by = authorOf(text);
    if (by && by !== who) continue;
    if (by && !storage.set(`letter/${key.slice(OLD_PENDING.length)}`, text)) continue;
    localStorage.removeItem(key);
  }
}

/** @param text of a pending message, perhaps */
function authorOf(text: string): string | undefined {
  try {
    return JSON.parse(text)?.by;
  } catch {
    return undefined;
  }
}
