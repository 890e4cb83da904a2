import type { Entry, Message } from '../log/entry.js';

/** Ids of the authors whose writing a viewer does not see, because they have blocked them. */
export type Hidden = ReadonlySet<string>;

export const NOBODY: Hidden = new Set();

/** Notices stay: they tell what became of a room, and hold no talk. */
export function isHidden({ message }: Entry, hidden: Hidden): boolean {
  return message !== undefined && hidden.has(message.author.id);
}

/** The messages that a viewer sees: not those of people they have blocked, and none that has been deleted. */
export function visible(messages: readonly Message[], hidden: Hidden): Message[] {
  return messages.filter(({ deleted, author }) => !deleted && !hidden.has(author.id));
}
