import { Injectable } from '@nestjs/common';
import { SessionService } from '../accounts/session.service.js';
import { ChatError } from '../chat-error.js';
import { Clock } from '../clock.js';
import { Config } from '../config/config.js';
import type { JsonBytes } from '../json-bytes.js';
import { HeldPolls } from './held-polls.js';
import { holdMs } from './hold.js';
import { type PollOwner, PollQuota } from './poll-quota.js';
import type { WakeReason, Waiter } from './waiter.js';

/**
 * Why a poll stops waiting: its hold is over, the node is stopping or has lost its database, or newer polls of its
 * session displaced it.
 */
export type EndReason = Exclude<WakeReason, 'news' | 'gone'>;

/**
 * A poll, as a surface implements it. The loop calls these in order, and only `look` and `isAllowed`
 * repeatedly.
 */
export interface Poll extends PollOwner {
  /** The hold asked for, in place of the setting; 0 means no hold. */
  readonly waitMs: number | undefined;
  /** The answer for an address that holds too many polls; may throw instead. */
  crowded(): JsonBytes;
  /**
   * Starts to listen to the rooms: from here on every entry wakes the waiter. Then finds the client's
   * position.
   */
  start(waiter: Waiter): Promise<void> | undefined;
  /**
   * The answer; undefined if there is nothing to send. Must answer something once there is a reason to `end`.
   */
  look(end: EndReason | undefined): JsonBytes | undefined | Promise<JsonBytes | undefined>;
  /**
   * True if the client may have, at this moment, what the last look found; throws if it may have nothing.
   * Otherwise the loop awaits the result and looks again.
   */
  isAllowed(): boolean | Promise<unknown>;
  /** Stops listening. `answer` is what was sent, if anything was. */
  end(answer: JsonBytes | undefined): void;
}

/**
 * The one loop in which polls of all surfaces wait: listen, look, wait. Because it listens before it looks,
 * an entry stored in between wakes the poll. Rights and session are checked synchronously, right before the
 * answer leaves.
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
   * Resolves with the answer, or with undefined if the client has disconnected (wake the waiter with `gone`).
   * Rejects with SHUTTING_DOWN, with SESSION_ENDED as soon as the session ends, with STORAGE_UNAVAILABLE, and
   * with what the surface throws.
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
      // Without a hold the poll ends here; the sweep is too coarse for that.
      let end: EndReason | undefined = poll.waitMs === 0 ? 'over' : undefined;
      for (;;) {
        const looking = poll.look(end ?? (this.held.isDraining ? 'draining' : undefined));
        const found = looking instanceof Promise ? await looking : looking;
        if (waiter.isGone) return undefined;
        // Rights and session are checked in the same turn, because neither check is valid across an await.
        const changing = this.#changing(poll);
        if (changing) {
          await changing;
          continue;
        }
        if (found !== undefined) return (answer = found);
        const reason = await waiter.woken();
        if (reason === 'gone') return undefined;
        if (reason !== 'news') end = reason;
      }
    } finally {
      poll.end(answer);
      if (isHeld) {
        this.held.release(waiter);
        this.quota.release(poll, waiter);
      }
    }
  }

  /** Undefined if the client may have what was found; otherwise what to await before looking again. */
  #changing(poll: Poll): Promise<unknown> | undefined {
    const allowed = poll.isAllowed();
    if (allowed !== true) return Promise.resolve(allowed);
    return this.sessions.confirm(poll.session);
  }
}
