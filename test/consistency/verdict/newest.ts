import type { Reference } from './reference.js';

/**
 * The highest seq that the room can have had at a moment: entries sent later were not there. Those of unknown origin may
 * have been.
 */
export function newestBefore(reference: Reference, room: string, at: number): number {
  let newest = reference.length(room);
  while (newest > 0 && (reference.place(room, newest)?.sentAt ?? 0) > at) newest--;
  return newest;
}
