import type { Place, Reference } from './reference.js';
import type { Violation } from './violation.js';

/** If anybody knew of A before B was sent to the same room, A lies before B. */
export function checkRealTime(reference: Reference): Violation[] {
  return [...reference.rooms].flatMap(([room, places]) => checkRoom(room, [...places.values()]));
}

function checkRoom(room: string, places: readonly Place[]): Violation[] {
  const found: Violation[] = [];
  /** Of all that lie behind, the one that was known first. */
  let first: Place | undefined;
  for (const place of places.toReversed()) {
    if (first?.knownAt !== undefined && place.sentAt !== undefined && first.knownAt < place.sentAt) {
      const earlier = `${first.entry.seq} was known at ${Math.round(first.knownAt)}`;
      const what = `${room}: ${place.entry.seq} was sent at ${Math.round(place.sentAt)}, and ${earlier}`;
      found.push({ kind: 'realtime', what });
    }
    if ((place.knownAt ?? Infinity) < (first?.knownAt ?? Infinity)) first = place;
  }
  return found;
}
