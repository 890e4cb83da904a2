import { Injectable } from '@nestjs/common';
import { SessionService } from '../accounts/session.service.js';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import { Config } from '../config/config.js';
import type { JsonBytes } from '../json-bytes.js';
import { HeldPolls } from './held-polls.js';
import { holdMs } from './hold.js';
import { type Holder, PollQuota } from './poll-quota.js';
import type { WakeReason, Waiter } from './waiter.js';

/** Why a poll waits no longer: its hold is over, the node stops, or newer polls of its session have taken its place. */
export type EndReason = Exclude<WakeReason, 'news' | 'revoked' | 'gone'>;

/** What a surface makes of a poll. It is asked in this order; only `look` and `isAllowed` more than once. */
export interface Poll extends Holder {
  /** How long to hold, in place of the setting. 0: not at all. */
  readonly waitMs: number | undefined;
  /** What somebody is told whose address holds too many polls; or throws. */
  crowded(): JsonBytes;
  /** Listens to its rooms: from now on whatever comes wakes the waiter. Then finds out where the client stands. */
  start(waiter: Waiter): Promise<void> | undefined;
  /** What there is to be told; undefined if that is nothing, which it may not be once there is a reason to `end`. */
  look(end: EndReason | undefined): JsonBytes | undefined | Promise<JsonBytes | undefined>;
  /**
   * Whether the client may have, at this moment, what the last look found; throws if it may have nothing. If that is not true (yet), it
   * is looked anew.
   */
  isAllowed(): boolean | Promise<unknown>;
  /** Listens no more. With what was answered, if anything was. */
  end(answer: JsonBytes | undefined): void;
}

/**
 * The one way in which a poll waits, whatever its surface: listen, then look, then wait. Because it listens before it looks, what is
 * stored between the two wakes it. What it is told, it may have in the turn in which it is told, and its session lives then.
 */
@Injectable()
export class PollLoop {
  constructor(
    private readonly held: HeldPolls,
    private readonly quota: PollQuota,
    private readonly sessions: SessionService,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /**
   * Resolves with the answer, or with undefined if the client has gone away (wake the waiter with `gone`). Rejects with SHUTTING_DOWN,
   * SESSION_ENDED as soon as that happens, STORAGE_UNAVAILABLE, and what the surface throws.
   */
  async run(poll: Poll, waiter: Waiter): Promise<JsonBytes | undefined> {
    let isHeld = false;
    let answer: JsonBytes | undefined;
    try {
      if (this.held.isDraining) throw new ChatError('SHUTTING_DOWN', { retryAfterSeconds: 1 });
      isHeld = this.quota.admit(poll, waiter);
      if (!isHeld) return (answer = poll.crowded());
      waiter.expiresAtMs = this.clock.monotonicMs() + holdMs(this.config.holdMs, poll.waitMs);
      this.held.hold(waiter);
      const starting = poll.start(waiter);
      if (starting) await starting;
      // Nothing to wait for when asked not to: the sweep is too coarse for it.
      let end: EndReason | undefined = poll.waitMs === 0 ? 'over' : undefined;
      for (;;) {
        const looking = poll.look(end);
        const found = looking instanceof Promise ? await looking : looking;
        if (waiter.isGone) return undefined;
        // Both hold at the same moment: neither is known by a promise.
        const changing = this.#changing(poll);
        if (changing) {
          await changing;
          continue;
        }
        if (found !== undefined) return (answer = found);
        const reason = await waiter.woken();
        if (reason === 'gone') return undefined;
        if (reason !== 'news' && reason !== 'revoked') end = reason;
      }
    } finally {
      poll.end(answer);
      if (isHeld) {
        this.held.release(waiter);
        this.quota.release(poll, waiter);
      }
    }
  }

  /** Undefined if the client may have what was found; else what to wait for before it is looked anew. */
  #changing(poll: Poll): Promise<unknown> | undefined {
    const allowed = poll.isAllowed();
    if (allowed !== true) return Promise.resolve(allowed);
    return this.sessions.confirm(poll.session);
  }
}
