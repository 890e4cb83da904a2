import { pause } from '../pause.js';
import type { Random } from '../random.js';
import type { Poster } from './poster.js';

/** The messages of a burst are sent within this many milliseconds, without waiting for answers. */
const BURST_MS = 60;

/**
 * Sends to rooms that are still otherwise: a few messages in close order, so that the later ones come while the
 * pollers, woken by the first, ask anew; then nothing for long, so that whoever missed the last one is late.
 */
export class StillPosters {
  constructor(
    private readonly posters: readonly Poster[],
    private readonly pauseMs: readonly [number, number],
    private readonly random: Random,
  ) {}

  async run(stop: AbortSignal, giveUp: AbortSignal): Promise<void> {
    for (const poster of this.posters) await poster.meet();
    while (!stop.aborted) {
      // Includes edits and deletions. Afterwards the room must be silent again.
      if (this.random.chance(0.3)) await this.random.pick(this.posters).act(giveUp);
      await this.#burst(giveUp);
      await pause(this.random.between(...this.pauseMs), stop);
    }
  }

  async #burst(giveUp: AbortSignal): Promise<void> {
    const size = this.random.between(2, 5);
    const sending = Array.from({ length: size }, async () => {
      const poster = this.random.pick(this.posters);
      await pause(this.random.between(0, BURST_MS));
      await poster.say(giveUp);
    });
    await Promise.all(sending);
  }
}
