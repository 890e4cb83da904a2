/** What went wrong in what a client was given; all zero when nothing did. */
export interface Faults {
  readonly lost: number;
  readonly repeated: number;
  readonly disordered: number;
}

export const NO_FAULTS: Faults = { lost: 0, repeated: 0, disordered: 0 };

export function addFaults(a: Faults, b: Faults): Faults {
  return {
    lost: a.lost + b.lost,
    repeated: a.repeated + b.repeated,
    disordered: a.disordered + b.disordered,
  };
}

export function isFaulty(faults: Faults): boolean {
  return faults.lost + faults.repeated + faults.disordered > 0;
}

/** Watches the message numbers that one client is given; they must be first, first + 1, … */
export class SequenceCheck {
  #next: number;
  #repeated = 0;
  #disordered = 0;
  // Made only when something goes wrong: thousands of clients each hold one check.
  #missing: Set<number> | undefined;

  constructor(first: number) {
    this.#next = first;
  }

  see(number: number): void {
    if (number === this.#next) {
      this.#next++;
    } else if (number > this.#next) {
      this.#missing ??= new Set();
      while (this.#next < number) this.#missing.add(this.#next++);
      this.#next++;
    } else if (this.#missing?.delete(number)) {
      this.#disordered++;
    } else {
      this.#repeated++;
    }
  }

  /** The verdict when `last` was the last message posted. */
  faults(last: number): Faults {
    const neverCame = Math.max(0, last + 1 - this.#next);
    return {
      lost: (this.#missing?.size ?? 0) + neverCame,
      repeated: this.#repeated,
      disordered: this.#disordered,
    };
  }
}
