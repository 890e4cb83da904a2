import { LRUCache } from 'lru-cache';

const KEPT_FOR_MS = 60_000;
const MAX_REMEMBERED = 20_000;
/** More tabs of one session do not poll the same room at once. */
const MAX_PER_PLACE = 8;

interface Position {
  seq: number;
  untilMs: number;
}

/**
 * The positions of polls that had no cursor when their hold ended. The demo clients have no cursor before
 * their first message, so they would miss what is posted between two polls. Kept for a minute, in bounded
 * memory.
 */
export class RememberedPositions {
  /** The oldest first: several tabs of a session each leave their own. */
  readonly #places = new LRUCache<string, Position[]>({ max: MAX_REMEMBERED });

  remember(sessionId: string, room: string, seq: number, nowMs: number): void {
    const place = `${sessionId} ${room}`;
    const positions = this.#alive(place, nowMs).slice(1 - MAX_PER_PLACE);
    this.#places.set(place, [...positions, { seq, untilMs: nowMs + KEPT_FOR_MS }]);
  }

  /** Takes the oldest position that is still remembered. */
  take(sessionId: string, room: string, nowMs: number): number | undefined {
    const place = `${sessionId} ${room}`;
    const [oldest, ...rest] = this.#alive(place, nowMs);
    if (rest.length > 0) this.#places.set(place, rest);
    else this.#places.delete(place);
    return oldest?.seq;
  }

  #alive(place: string, nowMs: number): Position[] {
    return (this.#places.get(place) ?? []).filter((position) => position.untilMs > nowMs);
  }
}
