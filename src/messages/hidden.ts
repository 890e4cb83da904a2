import type { Entry, Message } from '../log/entry.js';

/** Ids of the authors whose writing a viewer does not see, because they have blocked them. */
export type Hidden = ReadonlySet<string>;

export const NOBODY: Hidden = new Set();

/** Comings and goings stay: they tell what became of a room. What a room was called by somebody is writing, too. */
export function isHidden({ type, message, notice }: Entry, hidden: Hidden): boolean {
  if (message) return hidden.has(message.author.id);
  return type === 'room' && hidden.has(notice?.by.id ?? '');
}

/** The messages that a viewer sees: not those of people they have blocked, and none that has been deleted. */
export function visible(messages: readonly Message[], hidden: Hidden): Message[] {
  return messages.filter(({ deleted, author }) => !deleted && !hidden.has(author.id));
}
