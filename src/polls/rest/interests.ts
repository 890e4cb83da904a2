import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Session } from '../../accounts/session.js';
import { Clock } from '../../clock.js';
import { RoomAccessService } from '../../rooms/room-access.service.js';
import { Interest } from './interest.js';
import { MessageBufferService } from '../../buffers/message-buffer.service.js';

/**
 * An interest outlives its poll by this time at least and by twice this time at most. A hidden page polls
 * every ten seconds.
 */
const REST_MS = 15_000;
/** Longer than one look at who is in a room takes to come; see `Presence`. */
const SEEN_MS = 3000;
/** A browser has one poll at a time; several scripts may share a session. */
const MAX_RESTING_BY_SESSION = 16;
/** Counts the rooms of all parked interests, because each may keep an empty buffer in memory. */
const MAX_PARKED_ROOMS = 200_000;

/** When an interest was parked, and all parked interests of its session. */
interface Parked {
  idHash: string;
  ofSession: Interest[];
  sinceMs: number;
}

/** Keeps the interests of clients between two polls. Losing one makes the next poll slower, nothing else. */
@Injectable()
export class Interests implements OnModuleInit, OnModuleDestroy {
  /** In the order in which they were parked, the oldest first. */
  readonly #parked = new Map<Interest, Parked>();
  /** By the hash of the session id. */
  readonly #bySession = new Map<string, Interest[]>();
  #parkedRooms = 0;
  #stopSweep: (() => void) | undefined;

  constructor(
    private readonly access: RoomAccessService,
    private readonly buffers: MessageBufferService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.#stopSweep = this.clock.every(REST_MS, () => this.#sweep());
  }

  onModuleDestroy(): void {
    this.#stopSweep?.();
  }

  /**
   * The parked interest of a client that asks for this list, or a new one, which does not listen yet. The
   * caller owns it until `park` or `end`. Throws as the constructor of `Interest`.
   */
  take(session: Session, list: string): Interest {
    const interest = this.#bySession.get(session.idHash)?.find((parked) => parked.isFor(session.user, list));
    if (!interest) return new Interest(this.access, session.user, list);
    this.#remove(interest);
    interest.seenUntilMs = undefined;
    return interest;
  }

  /**
   * Keeps an interest for the client's next poll. If there are too many, the one that has rested longest
   * ends.
   */
  park(session: Session, interest: Interest): void {
    // A session created for this request may never come back: the client need not keep its cookie.
    if (!interest.isLasting || session.isNew) return this.end(interest);
    let ofSession = this.#bySession.get(session.idHash);
    if (!ofSession) this.#bySession.set(session.idHash, (ofSession = []));
    if (ofSession.length === MAX_RESTING_BY_SESSION) this.#putOut(ofSession[0] as Interest);
    ofSession.push(interest);
    const sinceMs = this.clock.monotonicMs();
    interest.seenUntilMs = sinceMs + SEEN_MS;
    this.#parked.set(interest, { idHash: session.idHash, ofSession, sinceMs });
    this.#parkedRooms += interest.buffers.length;
    for (const [longest] of this.#parked) {
      if (this.#parkedRooms <= MAX_PARKED_ROOMS) return;
      this.#putOut(longest);
    }
  }

  /** Stops listening. */
  end(interest: Interest): void {
    for (const buffer of interest.buffers) this.buffers.leave(buffer, interest);
  }

  #sweep(): void {
    const since = this.clock.monotonicMs() - REST_MS;
    for (const [interest, { sinceMs }] of this.#parked) {
      if (sinceMs > since) return;
      this.#putOut(interest);
    }
  }

  #putOut(interest: Interest): void {
    this.#remove(interest);
    this.end(interest);
  }

  #remove(interest: Interest): void {
    const { idHash, ofSession } = this.#parked.get(interest) as Parked;
    ofSession.splice(ofSession.indexOf(interest), 1);
    if (ofSession.length === 0) this.#bySession.delete(idHash);
    this.#parked.delete(interest);
    this.#parkedRooms -= interest.buffers.length;
  }
}
