import { type History, UNNOTICED } from '../history.js';

/** For how long after a fault slowness does not count, in milliseconds. */
const AFTERMATH_MS = 1_000;

/** Tells how much of a span of time was left after faults and after the checker's own lags. */
export class Undisturbed {
  readonly #disturbances: { from: number; to: number }[];

  constructor({ faults, lags }: History) {
    const noticed = faults.filter(({ kind }) => !UNNOTICED.has(kind));
    const ofFaults = noticed.map(({ at, readyAt }) => ({ from: at, to: readyAt + AFTERMATH_MS }));
    this.#disturbances = [...ofFaults, ...lags].toSorted((a, b) => a.from - b.from);
  }

  msBetween(from: number, to: number): number {
    let rest = Math.max(to - from, 0);
    let covered = from;
    for (const disturbance of this.#disturbances) {
      const start = Math.max(disturbance.from, covered);
      const end = Math.min(disturbance.to, to);
      if (end <= start) continue;
      rest -= end - start;
      covered = end;
    }
    return rest;
  }
}
