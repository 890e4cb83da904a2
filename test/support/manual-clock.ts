import { Clock } from '../../src/clock.js';

/** A clock that stands still until a test turns it. The wall clock and the monotonic one can be moved apart. */
export class ManualClock extends Clock {
  #nowMs = Date.UTC(2026, 0, 15, 12, 0, 0);
  #monotonicMs = 0;
  readonly #timers = new Set<{ ms: number; dueMs: number; tick: () => void }>();

  override now(): number {
    return this.#nowMs;
  }

  override monotonicMs(): number {
    return this.#monotonicMs;
  }

  override every(ms: number, tick: () => void): () => void {
    const timer = { ms, dueMs: this.#monotonicMs + ms, tick };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Moves both clocks on and lets whatever is due happen, once each. */
  advance(ms: number): void {
    this.#nowMs += ms;
    this.#monotonicMs += ms;
    for (const timer of this.#timers) {
      if (timer.dueMs > this.#monotonicMs) continue;
      timer.dueMs += (Math.floor((this.#monotonicMs - timer.dueMs) / timer.ms) + 1) * timer.ms;
      timer.tick();
    }
  }

  /** Moves the wall clock alone, as a correction of the system's time does. */
  jump(ms: number): void {
    this.#nowMs += ms;
  }
}
