import type { Session } from '../accounts/session.js';
import type { Listener } from '../buffers/room-buffer.js';

/**
 * Why a waiter was woken: there may be news, or the client's session or rights may have ended, so the poll
 * looks again; the hold is over; the client has disconnected; the node is stopping; it has lost its database;
 * or newer polls of the session displaced this one.
 */
export type WakeReason = 'news' | 'over' | 'gone' | 'draining' | 'stale' | 'displaced';

/** One held poll. */
export class Waiter implements Listener {
  /** On the monotonic clock, in milliseconds. */
  expiresAtMs = Number.POSITIVE_INFINITY;
  /** The seq of the first entry that arrived while the buffer was still reading its room's newest seq. */
  firstEarlySeq: number | undefined;
  /** True once the client has disconnected. */
  isGone = false;
  #reason: WakeReason | undefined;
  #resolve: ((reason: WakeReason) => void) | undefined;

  /** `session`: the session that polls. */
  constructor(readonly session?: Session) {}

  /**
   * Resolves when the waiter is woken; at once if that happened since the last call, so that no wake-up
   * between a read and the wait is lost.
   */
  woken(): Promise<WakeReason> {
    if (this.#reason !== undefined) return Promise.resolve(this.#take(this.#reason));
    return new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  hear(): void {
    this.wake('news');
  }

  hearEarly(seq: number): void {
    this.firstEarlySeq ??= seq;
  }

  /** Any other reason outranks news, because it ends the poll. */
  wake(reason: WakeReason): void {
    if (reason === 'gone') this.isGone = true;
    if (this.#resolve) {
      const resolve = this.#resolve;
      this.#resolve = undefined;
      resolve(reason);
    } else if (this.#reason === undefined || this.#reason === 'news') {
      this.#reason = reason;
    }
  }

  #take(reason: WakeReason): WakeReason {
    this.#reason = undefined;
    return reason;
  }
}
