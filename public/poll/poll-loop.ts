import { RequestError } from '../server/request-error.js';
import type { Hold } from './hold.js';

const FIRST_MS = 500;
const LONGEST_MS = 30_000;
/** What has no answer so long after its hold is a connection that died without a word. */
const DEAD_AFTER_MS = 15_000;
/** The server answers at the end of the hold: from here on it may be so. */
const LATE_AFTER_MS = 1000;
/** An answer without news sooner than this was not held: something on the way, or the server, wants fewer polls. */
const HELD_MS = 1000;
/** How often a page that nobody sees asks. It holds no connection: a browser has six per host, for all its tabs. */
const UNSEEN_EVERY_MS = 10_000;
/** How often to ask where nothing can be held. */
const SHORT_EVERY_MS = 3000;

interface PollLoopOptions {
  /** One poll. `moved`: it brought something. */
  ask: (wait: number | undefined, signal: AbortSignal) => Promise<PollResult>;
  hold: Hold;
  holdMs: number;
  /** A poll failed, and the next comes at this time by `Date.now()`. */
  onTrouble: (retryAt: number) => void;
  /** An answer is late: it may come yet, or the line is dead. */
  onLate?: () => void;
}

export interface PollResult {
  moved: boolean;
  more: boolean;
  retryMs: number;
}

/**
 * Asks again and again, one poll at a time, as long as it is started. It knows when to ask and for how long; what is
 * asked for is not its business.
 */
export class PollLoop {
  readonly #options: PollLoopOptions;
  readonly #hold: Hold;
  #run: object | undefined;
  #turn = Promise.resolve();
  #failures = 0;
  #notBefore = 0;
  #early = 0;
  #hurry = false;
  #asking = false;
  /** Whether the poll under way was ended from here. */
  #ended = false;
  /** Ends the poll or the pause under way. */
  #interrupt = () => {};

  constructor(options: PollLoopOptions) {
    this.#options = options;
    this.#hold = options.hold;
  }

  start(): void {
    this.#turn = this.#poll(this.#turn);
  }

  stop(): void {
    this.#run = undefined;
    this.#end();
  }

  /**
   * Polls at once: the machine woke up, the network is back, or somebody does not want to wait. A page that is out of
   * sight gives its connection back by it.
   */
  wake(): void {
    this.#hurry = true;
    this.#end();
  }

  /** There is something else to ask for: a poll under way is sent anew. */
  renew(): void {
    if (this.#asking) this.#end();
  }

  /** Something else got through to the server: no reason to wait longer than the server asked for. */
  reachable(): void {
    if (this.#failures > 0 && Date.now() >= this.#notBefore) this.wake();
  }

  /** @param before the last run, which may still be about to end */
  async #poll(before: Promise<void>): Promise<void> {
    const run = (this.#run = {});
    await before;
    while (this.#run === run) await this.#once(run);
  }

  #end(): void {
    this.#ended = true;
    this.#interrupt();
  }

  async #once(run: object): Promise<void> {
    const wait = this.#hurry || this.#failures > 0 || document.hidden ? 0 : this.#hold.seconds;
    const hurry = wait === 0;
    const startedAt = Date.now();
    this.#hurry = this.#ended = false;
    try {
      const answer = await this.#askOnce(wait);
      const ms = Date.now() - startedAt;
      if (hurry) this.#hold.next(true);
      else this.#hold.answered(ms);
      this.#failures = 0;
      if (this.#run === run) await this.#rest(answer, hurry, ms);
    } catch (error) {
      if (this.#ended) return;
      if (hurry) this.#hold.next(false);
      else if (isLost(error)) this.#hold.lost(Date.now() - startedAt, this.#heldMs(wait));
      await this.#fail(error);
    }
  }

  /** @param ms how long the poll took */
  async #rest({ moved, more, retryMs }: PollResult, hurry: boolean, ms: number): Promise<void> {
    if (moved || more || ms >= Math.min(HELD_MS, this.#options.holdMs / 2)) this.#early = 0;
    else if (!hurry && !retryMs) retryMs = backoffMs(++this.#early);
    if (retryMs) await this.#pause(retryMs);
    if (more || this.#hurry) return;
    if (document.hidden) await this.#pause(UNSEEN_EVERY_MS);
    else if (this.#hold.seconds === 0) await this.#pause(SHORT_EVERY_MS);
  }

  async #fail(error: unknown): Promise<void> {
    this.#failures += 1;
    const floorMs = error instanceof RequestError ? error.retryAfterMs : 0;
    const pauseMs = backoffMs(this.#failures, floorMs);
    this.#notBefore = Date.now() + floorMs;
    this.#options.onTrouble(Date.now() + pauseMs);
    await this.#pause(pauseMs);
  }

  #heldMs(wait: number | undefined): number {
    return wait === undefined ? this.#options.holdMs : wait * 1000;
  }

  async #askOnce(wait: number | undefined): Promise<PollResult> {
    const controller = new AbortController();
    const heldMs = this.#heldMs(wait);
    const late = setTimeout(() => this.#options.onLate?.(), heldMs + LATE_AFTER_MS);
    const timer = setTimeout(() => controller.abort(), heldMs + DEAD_AFTER_MS);
    this.#interrupt = () => controller.abort();
    this.#asking = true;
    try {
      return await this.#options.ask(wait, controller.signal);
    } finally {
      clearTimeout(late);
      clearTimeout(timer);
      this.#asking = false;
      this.#interrupt = () => {};
    }
  }

  async #pause(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#interrupt = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#interrupt = () => {};
  }
}

/** Whether a poll failed as one does that something on the way has cut, and not by an answer of the server. */
function isLost(error: unknown): boolean {
  return !(error instanceof RequestError) || [0, 502, 504].includes(error.status);
}

/**
 * How long to wait before trying again: full jitter, so that many clients do not come back in one instant.
 *
 * @param failures in a row, at least 1
 * @param floorMs what the server asked for
 */
export function backoffMs(failures: number, floorMs = 0, random: () => number = Math.random): number {
  return Math.max(floorMs, random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** failures));
}
