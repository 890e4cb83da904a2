export const PREFIX = 'linger/';
/** Present for as long as anything is kept for somebody. */
export const PRESENT = 'here';

/** Prefix of the keys of drafts. */
export const DRAFT = 'draft/';

export function deletePersonalData(who: string): void {
  const start = `${PREFIX}${who}/`;
  // HERE first: an open page of theirs must not mistake the missing data for changes.
  for (const key of [start + PRESENT, ...keysIn(() => localStorage)])
    if (key.startsWith(start)) localStorage.removeItem(key);
}

export function keysIn(storage: () => object): string[] {
  try {
    return Object.keys(storage());
  } catch {
    return [];
  }
}
