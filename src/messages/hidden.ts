import type { Entry } from '../log/entry.js';
import { UNKNOWN } from '../log/entry-type.js';
import type { Message } from '../log/message.js';

/** Ids of the authors whose texts a viewer does not see, because the viewer blocked them. */
export type Hidden = ReadonlySet<string>;

export const NOBODY: Hidden = new Set();

/**
 * Most notices stay, because they tell what became of the room. The name or topic that somebody gave a room
 * is their text, so it is hidden. Nobody sees what only a newer version knows.
 */
export function isHidden(entry: Entry, hidden: Hidden): boolean {
  if (entry.message) return hidden.has(entry.message.author.id);
  if (entry.type === UNKNOWN) return true;
  return entry.type.isText === true && hidden.has(entry.notice.by.id);
}

/** The messages that a viewer sees: none by people they blocked, and none that is deleted. */
export function visible(messages: readonly Message[], hidden: Hidden): Message[] {
  return messages.filter(({ deleted, author }) => !deleted && !hidden.has(author.id));
}
