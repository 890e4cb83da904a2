import type { Schedule } from './demo-client.js';

/** Timers that wait until a test lets them run. */
export class HeldTimers {
  readonly #due: { run: () => void; ms: number }[] = [];

  /** Of the timers that wait, in the order they were set. */
  get delays(): number[] {
    return this.#due.map(({ ms }) => ms);
  }

  readonly schedule: Schedule = (run, ms) => {
    this.#due.push({ run, ms });
  };

  /** Lets all timers that are set at this moment run. */
  runAll(): void {
    for (const { run } of this.#due.splice(0)) run();
  }
}
