import { Injectable } from '@nestjs/common';
import type { Session } from '../accounts/session.js';
import { Config } from '../config/config.js';
import type { Waiter } from './waiter.js';

/** Nobody watches more windows than this; a browser opens six connections to a host. */
const MAX_HELD_BY_SESSION = 8;
/** High, because a whole school may share one address. */
const MAX_HELD_BY_ADDRESS = 20_000;
/** Counts the rooms of all polls of an address, because each keeps a buffer in memory. */
const MAX_ROOMS_BY_ADDRESS = 100_000;

interface Usage {
  polls: number;
  rooms: number;
}

/** Whose poll it is, and how many rooms it watches: what the limits count. */
export interface PollOwner {
  session: Session;
  /** See `clientAddress`. */
  address: string;
  rooms: number;
}

/** Limits the polls that one session and one address may hold. `LIMITS=off` lifts it. */
@Injectable()
export class PollQuota {
  /** By the hash of the session id. */
  readonly #bySession = new Map<string, Set<Waiter>>();
  readonly #byAddress = new Map<string, Usage>();

  constructor(private readonly config: Config) {}

  /**
   * Counts a poll in; false if its address has too many. If the session has too many, its oldest poll is
   * woken with `displaced`. Call `release` after true.
   */
  admit(owner: PollOwner, waiter: Waiter): boolean {
    if (!this.config.limited) return true;
    const usage = this.#usageOf(owner.address);
    if (usage.polls >= MAX_HELD_BY_ADDRESS || usage.rooms + owner.rooms > MAX_ROOMS_BY_ADDRESS) return false;
    usage.polls += 1;
    usage.rooms += owner.rooms;
    this.#addToSession(owner.session, waiter);
    return true;
  }

  release({ session, address, rooms }: PollOwner, waiter: Waiter): void {
    if (!this.config.limited) return;
    this.#removeFromSession(session, waiter);
    const usage = this.#usageOf(address);
    usage.polls -= 1;
    usage.rooms -= rooms;
    if (usage.polls <= 0) this.#byAddress.delete(address);
  }

  #usageOf(address: string): Usage {
    let usage = this.#byAddress.get(address);
    if (!usage) this.#byAddress.set(address, (usage = { polls: 0, rooms: 0 }));
    return usage;
  }

  #removeFromSession({ idHash }: Session, waiter: Waiter): void {
    const waiters = this.#bySession.get(idHash);
    waiters?.delete(waiter);
    if (waiters?.size === 0) this.#bySession.delete(idHash);
  }

  #addToSession(session: Session, waiter: Waiter): void {
    let waiters = this.#bySession.get(session.idHash);
    if (!waiters) this.#bySession.set(session.idHash, (waiters = new Set()));
    waiters.add(waiter);
    if (waiters.size <= MAX_HELD_BY_SESSION) return;
    for (const oldest of waiters) {
      waiters.delete(oldest);
      oldest.wake('displaced');
      return;
    }
  }
}
