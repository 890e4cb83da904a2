export const PREFIX = 'linger/';
/** There for as long as what is kept for somebody. */
export const HERE = 'here';

/** Before the room of a draft. */
export const DRAFT = 'draft/';

export function forget(who: string): void {
  const start = `${PREFIX}${who}/`;
  // First that they are gone: an open page of theirs is not to take over that there is nothing.
  for (const key of [start + HERE, ...keysIn(() => localStorage)])
    if (key.startsWith(start)) localStorage.removeItem(key);
}

export function keysIn(storage: () => object): string[] {
  try {
    return Object.keys(storage());
  } catch {
    return [];
  }
}
