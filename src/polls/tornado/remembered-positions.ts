import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '../../clock.js';

export const KEPT_FOR_MS = 60_000;
/** More tabs of one session do not poll the same room at once. */
export const MAX_PER_PLACE = 8;
const MAX_REMEMBERED = 20_000;

/**
 * Port: the positions of polls that had no cursor when their hold ended. The demo clients have no cursor before
 * their first message, so they would miss what is posted between two polls. Kept for a minute. A session is given
 * by the hash of its id. Every adapter must pass `test/polls/remembered-positions.contract.ts`.
 */
export abstract class RememberedPositions {
  /** Of several tabs of a session, each leaves its own position; beyond MAX_PER_PLACE the oldest are dropped. */
  abstract remember(session: string, room: string, seq: number): void | Promise<void>;

  /** Takes the oldest position that is still remembered. Nobody else gets the same. */
  abstract take(session: string, room: string): number | undefined | Promise<number | undefined>;
}

interface Position {
  seq: number;
  untilMs: number;
}

/** Of a process that has its database to itself: in bounded memory. */
@Injectable()
export class OwnRememberedPositions extends RememberedPositions {
  /** The oldest first. */
  readonly #places = new LRUCache<string, Position[]>({ max: MAX_REMEMBERED });

  constructor(private readonly clock: Clock) {
    super();
  }

  remember(session: string, room: string, seq: number): void {
    const place = `${session} ${room}`;
    const positions = this.#alive(place).slice(1 - MAX_PER_PLACE);
    this.#places.set(place, [...positions, { seq, untilMs: this.clock.monotonicMs() + KEPT_FOR_MS }]);
  }

  take(session: string, room: string): number | undefined {
    const place = `${session} ${room}`;
    const [oldest, ...rest] = this.#alive(place);
    if (rest.length > 0) this.#places.set(place, rest);
    else this.#places.delete(place);
    return oldest?.seq;
  }

  #alive(place: string): Position[] {
    const nowMs = this.clock.monotonicMs();
    return (this.#places.get(place) ?? []).filter((position) => position.untilMs > nowMs);
  }
}
