import type { News, Updates } from './answer.js';

/** The newest seq known of each room. */
export type Positions = Map<string, number>;

/** Where an answer to a question from these positions leads to. */
export function reached(from: Positions, { events, gaps, closed }: Updates): Map<string, number> {
  const to = new Map(from);
  const ends = gaps.map(({ room, before }) => ({ room, seq: before - 1 }));
  for (const { room, seq } of [...ends, ...events]) to.set(room, Math.max(to.get(room) ?? 0, seq));
  for (const room of closed) to.delete(room);
  return to;
}

/**
 * Moves positions to where an answer led. A room that was not asked for, or only from a later position on, stays where
 * it is: there is a hole between.
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

/** What an answer holds for a tab that stands at these positions. */
export function newsAfter(positions: Positions, from: Positions, { me, events, gaps, marks }: Updates): News {
  /** @param room the position in it, if the answer goes on from there */
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
