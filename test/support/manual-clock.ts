import { Clock } from '../../src/clock.js';

/** A clock that stands still until a test turns it. The wall clock and the monotonic one can be moved apart. */
export class ManualClock extends Clock {
  #nowMs = Date.UTC(2026, 0, 15, 12, 0, 0);
  #monotonicMs = 0;
  readonly #ticks = new Set<() => void>();

  override now(): number {
    return this.#nowMs;
  }

  override monotonicMs(): number {
    return this.#monotonicMs;
  }

  override every(_ms: number, tick: () => void): () => void {
    this.#ticks.add(tick);
    return () => this.#ticks.delete(tick);
  }

  /** Moves both clocks on and lets whatever is due happen. */
  advance(ms: number): void {
    this.#nowMs += ms;
    this.#monotonicMs += ms;
    for (const tick of this.#ticks) tick();
  }

  /** Moves the wall clock alone, as a correction of the system's time does. */
  jump(ms: number): void {
    this.#nowMs += ms;
  }
}
