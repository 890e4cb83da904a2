import { ChatError } from '../chat-error.js';
import { cleanLine, codePoints, hasStackedMarks, isBlank } from '../text.js';
import { hasUnseen } from '../unseen.js';

/** Whoever writes. Guests are known by their session alone, others have an account. */
export interface User {
  id: string;
  name: string;
  isGuest: boolean;
}

export const MAX_NAME_CHARS = 40;

/** A name for showing as it is kept, of at most so many code points. Throws NAME_BLANK, NAME_TOO_LONG or NAME_INVALID. */
export function displayName(text: string, max = MAX_NAME_CHARS): string {
  if (codePoints(text) > max * 4) throw tooLong(max);
  const name = cleanLine(text);
  if (isBlank(name)) throw new ChatError('NAME_BLANK');
  if (codePoints(name) > max) throw tooLong(max);
  if (hasStackedMarks(name) || hasUnseen(name)) throw new ChatError('NAME_INVALID');
  return name;
}

function tooLong(max: number): ChatError {
  return new ChatError('NAME_TOO_LONG', { params: { max } });
}
