import type { History } from '../history.js';
import { Undisturbed } from './undisturbed.js';

/**
 * How old an answer may be. One server, and a reading of the log on any node, contain everything known when they were asked
 * for. A poll on one of several nodes has what this node has heard of: it may be behind, but no longer than an entry may
 * take to reach a held poll.
 */
export class Behind {
  readonly #undisturbed: Undisturbed;

  constructor(
    private readonly history: History,
    private readonly lateMs: number,
  ) {
    this.#undisturbed = new Undisturbed(history);
  }

  /** True if a poll asked then had to know it. */
  isTooFar(knownAt: number, askedAt: number): boolean {
    if (this.history.nodes === 1) return knownAt < askedAt;
    return this.#undisturbed.msBetween(knownAt, askedAt) > this.lateMs;
  }
}
