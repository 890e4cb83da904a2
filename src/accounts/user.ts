import { ChatError } from '../chat-error.js';
import { cleanLine, codePoints, hasStackedMarks, isBlank } from '../text.js';

/** Whoever writes. Guests are known by their session alone, others have an account. */
export interface User {
  id: string;
  name: string;
  isGuest: boolean;
}

export const MAX_NAME_CHARS = 40;

/** A display name as it is kept. Throws NAME_BLANK, NAME_TOO_LONG or NAME_INVALID. */
export function displayName(text: string): string {
  if (codePoints(text) > MAX_NAME_CHARS * 4) throw tooLong();
  const name = cleanLine(text);
  if (isBlank(name)) throw new ChatError('NAME_BLANK');
  if (codePoints(name) > MAX_NAME_CHARS) throw tooLong();
  if (hasStackedMarks(name)) throw new ChatError('NAME_INVALID');
  return name;
}

function tooLong(): ChatError {
  return new ChatError('NAME_TOO_LONG', { params: { max: MAX_NAME_CHARS } });
}
