import { ChatError } from '../chat-error.js';
import type { Author } from '../log/entry.js';
import { readLine } from '../text.js';
import { hasUnseen } from '../unseen.js';
import { mixesScripts } from './scripts.js';

/** Whoever writes. Guests are known by their session alone, others have an account. */
export interface User {
  id: string;
  name: string;
  isGuest: boolean;
}

/** Somebody as the author of what they write now. */
export function authorOf({ id, name, isGuest }: User): Author {
  return isGuest ? { id, name, guest: true } : { id, name };
}

export const MAX_NAME_CHARS = 40;

/** A name for showing as it is kept, of at most so many code points. Throws NAME_BLANK, NAME_TOO_LONG or NAME_INVALID. */
export function displayName(text: string, max = MAX_NAME_CHARS): string {
  const rule = { max, blank: 'NAME_BLANK', tooLong: 'NAME_TOO_LONG', invalid: 'NAME_INVALID' } as const;
  const name = readLine(text, rule);
  if (hasUnseen(name)) throw new ChatError('NAME_INVALID');
  return name;
}

/** The name of a person, as `displayName`. Throws NAME_MIXED if it has letters of several scripts. */
export function personName(text: string): string {
  const name = displayName(text);
  if (mixesScripts(name)) throw new ChatError('NAME_MIXED');
  return name;
}
