import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Session } from '../../accounts/session.js';
import { Clock } from '../../clock.js';
import { RoomAccessService } from '../../rooms/room-access.service.js';
import { Interest } from './interest.js';
import { MessageBufferService } from '../../buffers/message-buffer.service.js';

/** How long an interest outlives a poll at the least, and half of how long at the most: a page that nobody sees asks every ten seconds. */
const REST_MS = 15_000;
/** A browser has one poll at a time, a few scripts of one session some more. */
const MAX_RESTING_BY_SESSION = 16;
/** The rooms of all that rest together: each may keep an empty buffer in memory. */
const MAX_RESTING_ROOMS = 200_000;

/** Since when an interest rests, and all that rest of its session. */
interface Rest {
  idHash: string;
  ofSession: Interest[];
  sinceMs: number;
}

/** The interests whose poll has been answered, until their client asks again. Without one, a poll costs more, and that is all. */
@Injectable()
export class Interests implements OnModuleInit, OnModuleDestroy {
  /** The one that rests longest first. */
  readonly #resting = new Map<Interest, Rest>();
  /** By the hash of its id. */
  readonly #bySession = new Map<string, Interest[]>();
  #restingRooms = 0;
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
   * That of a client which asks for this list: the one that it left when it was answered last, or a new one, which listens to
   * nothing yet. It is the caller's alone until `rest` or `end`. Throws as the constructor of `Interest`.
   */
  take(session: Session, list: string): Interest {
    const interest = this.#bySession
      .get(session.idHash)
      ?.find((resting) => resting.isFor(session.user, list));
    if (!interest) return new Interest(this.access, session.user, list);
    this.#remove(interest);
    return interest;
  }

  /** Keeps it for the client's next poll; the one that rests longest goes when there are too many. */
  rest(session: Session, interest: Interest): void {
    // Nobody can come back with a session that has been made for this request.
    if (!interest.isLasting || session.isNew) return this.end(interest);
    let ofSession = this.#bySession.get(session.idHash);
    if (!ofSession) this.#bySession.set(session.idHash, (ofSession = []));
    if (ofSession.length === MAX_RESTING_BY_SESSION) this.#putOut(ofSession[0] as Interest);
    ofSession.push(interest);
    this.#resting.set(interest, { idHash: session.idHash, ofSession, sinceMs: this.clock.monotonicMs() });
    this.#restingRooms += interest.buffers.length;
    for (const [longest] of this.#resting) {
      if (this.#restingRooms <= MAX_RESTING_ROOMS) return;
      this.#putOut(longest);
    }
  }

  /** It listens no more. */
  end(interest: Interest): void {
    for (const buffer of interest.buffers) this.buffers.leave(buffer, interest);
  }

  #sweep(): void {
    const since = this.clock.monotonicMs() - REST_MS;
    for (const [interest, { sinceMs }] of this.#resting) {
      if (sinceMs > since) return;
      this.#putOut(interest);
    }
  }

  #putOut(interest: Interest): void {
    this.#remove(interest);
    this.end(interest);
  }

  #remove(interest: Interest): void {
    const { idHash, ofSession } = this.#resting.get(interest) as Rest;
    ofSession.splice(ofSession.indexOf(interest), 1);
    if (ofSession.length === 0) this.#bySession.delete(idHash);
    this.#resting.delete(interest);
    this.#restingRooms -= interest.buffers.length;
  }
}
