import { RequestError } from '../server/request-error.js';
import type { Hold } from './hold.js';

const FIRST_MS = 500;
const LONGEST_MS = 30_000;
/** If there is no answer this long after the hold, the connection has died silently. */
const DEAD_AFTER_MS = 15_000;
/** The server answers at the end of the hold; an answer is late after this. */
const LATE_AFTER_MS = 1000;
/**
 * An answer without news sooner than this was not held: the server, or something on the way, wants fewer
 * polls.
 */
const HELD_MS = 1000;
/**
 * The interval of polls from a hidden page. They are not held, because a browser has only six connections per
 * host for all its tabs.
 */
const UNSEEN_EVERY_MS = 10_000;
/** The interval if polls cannot be held. */
export const SHORT_EVERY_MS = 3000;

interface PollLoopOptions {
  /** Sends one poll. `moved`: it brought something. */
  ask: (wait: number | undefined, signal: AbortSignal) => Promise<PollResult>;
  hold: Hold;
  holdMs: number;
  /** A poll failed; the next is at this time by `Date.now()`. */
  onTrouble: (retryAt: number) => void;
  /** The answer is late: it may still come, or the connection is dead. */
  onLate?: () => void;
}

export interface PollResult {
  moved: boolean;
  more: boolean;
  retryMs: number;
}

/**
 * Polls continuously, one poll at a time, between start and stop. It decides when to poll and for how long,
 * not what to ask.
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
  /** True if this tab aborted the running poll. */
  #ended = false;
  /** Aborts the running poll or pause. */
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
   * Polls at once, without a hold: the machine woke up, the network returned, or the reader does not want to
   * wait. On a hidden page this also frees its connection.
   */
  wake(): void {
    this.#hurry = true;
    this.#end();
  }

  /** The request has changed: a running poll is sent again. */
  renew(): void {
    if (this.#asking) this.#end();
  }

  /** Something else reached the server, so wait no longer than the server asked for. */
  reachable(): void {
    if (this.#failures > 0 && Date.now() >= this.#notBefore) this.wake();
  }

  /** @param before the previous run, which may still be ending */
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

/** True if a poll failed as when something on the way cut it, not by an answer of the server. */
function isLost(error: unknown): boolean {
  return !(error instanceof RequestError) || [0, 502, 504].includes(error.status);
}

/**
 * How long to wait before the next try, with full jitter, so that many clients do not return at the same
 * moment.
 *
 * @param failures in a row, at least 1
 * @param floorMs the wait that the server asked for
 */
export function backoffMs(failures: number, floorMs = 0, random: () => number = Math.random): number {
  return Math.max(floorMs, random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** failures));
}
