import type { News, Updates } from './answer.js';

/** The newest known seq of each room. */
export type Positions = Map<string, number>;

/** The positions after an answer to a poll from `from`. */
export function reached(from: Positions, { events, gaps, closed }: Updates): Map<string, number> {
  const to = new Map(from);
  const ends = gaps.map(({ room, before }) => ({ room, seq: before - 1 }));
  for (const { room, seq } of [...ends, ...events]) to.set(room, Math.max(to.get(room) ?? 0, seq));
  for (const room of closed) to.delete(room);
  return to;
}

/**
 * Moves positions to the end of an answer. A room stays where it is if the answer has a hole for it: the room
 * was not polled, or only from a later position.
 *
 * @returns whether no room stayed behind
 */
export function advance(positions: Positions, from: Positions, to: Positions): boolean {
  let complete = true;
  for (const [room, seq] of positions) {
    const end = to.get(room);
    if ((from.get(room) ?? Infinity) > seq) complete = false;
    else if (end === undefined) positions.delete(room);
    else positions.set(room, Math.max(seq, end));
  }
  return complete;
}

/** The part of an answer that is new to a tab at these positions. */
export function newsAfter(positions: Positions, from: Positions, { me, events, gaps, marks }: Updates): News {
  /** @param room the tab's position in it, if the answer continues from there */
  const at = (room: string) => {
    const seq = positions.get(room) ?? -Infinity;
    return (from.get(room) ?? Infinity) <= seq ? seq : Infinity;
  };
  return {
    me,
    marks,
    events: events.filter(({ room, seq }) => seq > at(room)),
    gaps: gaps
      .map((gap) => ({ ...gap, after: Math.max(gap.after, at(gap.room)) }))
      .filter(({ after, before }) => after < before - 1),
  };
}
