import type { Session } from '../accounts/session.js';
import type { Listener } from '../buffers/room-buffer.js';

/**
 * Why a waiter was woken: there may be news, its hold is over, its client has gone, the node is stopping, newer polls of its
 * session have taken its place, or its session may have ended.
 */
export type WakeReason = 'news' | 'over' | 'gone' | 'draining' | 'displaced' | 'revoked';

/** One held poll. */
export class Waiter implements Listener {
  /** On the monotonic clock. */
  expiresAtMs = Number.POSITIVE_INFINITY;
  /** The first message that was told while the buffer was still finding out where its room stands. */
  firstEarlySeq: number | undefined;
  /** True once the client has gone away. */
  isGone = false;
  #reason: WakeReason | undefined;
  #resolve: ((reason: WakeReason) => void) | undefined;

  /** `session`: on whose behalf it waits. */
  constructor(readonly session?: Session) {}

  /**
   * Resolves when somebody wakes the waiter; at once if that has happened since the last call, so that nothing is missed
   * between a read and the wait for more.
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

  /** Any other reason outranks news: it ends the poll. */
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
