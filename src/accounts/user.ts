import { ChatError } from '../chat-error.js';
import type { Author } from '../log/message.js';
import { readLine } from '../text.js';
import { hasInvisible } from '../invisible.js';
import { mixesScripts } from './mixed-scripts.js';

/** A guest, known by their session alone, or somebody with an account. */
export interface User {
  id: string;
  name: string;
  isGuest: boolean;
}

/** The user as the author of a new entry. */
export function authorOf({ id, name, isGuest }: User): Author {
  return isGuest ? { id, name, guest: true } : { id, name };
}

export const MAX_NAME_CHARS = 40;

/** A display name as it is stored, at most `max` code points. Throws NAME_BLANK, NAME_TOO_LONG or NAME_INVALID. */
export function displayName(text: string, max = MAX_NAME_CHARS): string {
  const rule = { max, blank: 'NAME_BLANK', tooLong: 'NAME_TOO_LONG', invalid: 'NAME_INVALID' } as const;
  const name = readLine(text, rule);
  if (hasInvisible(name)) throw new ChatError('NAME_INVALID');
  return name;
}

/** A person's name. Throws what `displayName` throws, and NAME_MIXED if it combines scripts (see `mixesScripts`). */
export function personName(text: string): string {
  const name = displayName(text);
  if (mixesScripts(name)) throw new ChatError('NAME_MIXED');
  return name;
}
