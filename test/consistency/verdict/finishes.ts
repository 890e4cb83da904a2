import type { History } from '../history.js';
import type { Reference } from './reference.js';
import type { Violation } from './violation.js';

/** Every entry reaches every client that keeps polling: it comes to the end of each log, and its walk has no holes. */
export function checkFinishes(history: History, reference: Reference): Violation[] {
  const found: Violation[] = [];
  for (const { client, surface, positions } of history.finishes) {
    for (const [room, position] of Object.entries(positions)) {
      const end = endOf(room, surface === 'tornado', reference);
      // A client that got a message before its deletion is ahead of the last message shown.
      if (position >= end) continue;
      found.push({ kind: 'lost', what: `${client}: came to ${position} of ${end} in ${room}` });
    }
  }
  return found;
}

/** The last entry; on the Tornado surface the last message that is shown. */
function endOf(room: string, onTornado: boolean, reference: Reference): number {
  let end = reference.length(room);
  if (!onTornado) return end;
  while (end > 0) {
    const entry = reference.place(room, end)?.entry;
    if (entry?.type === 'message' && !entry.deleted) break;
    end--;
  }
  return end;
}
