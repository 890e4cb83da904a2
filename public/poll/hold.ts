const STEPS_S = [25, 15, 8];
/** A poll that failed sooner never got through. */
export const HELD_MS = 2000;
/** A poll that failed this late slept with its machine. */
const SLEPT_MS = 20_000;
const REMEMBERED_MS = 86_400_000;
const STORED_AS = 'linger.hold';

/** Accessing it throws if the browser forbids storage. */
type ListStorage = () => Pick<Storage, 'getItem' | 'setItem'>;

/** The longest step that is shorter than a connection lasted, in seconds; 0 if none is. */
export function stepBelow(lastedMs: number): number {
  return STEPS_S.find((step) => step * 1000 < lastedMs) ?? 0;
}

/**
 * How long to ask the server to hold. If something on the way cuts two held polls in a row, the hold gets
 * shorter, at last zero; after a day the usual hold is tried again.
 */
export class Hold {
  readonly #storage: ListStorage;
  /** The durations of consecutive polls that were cut. */
  #cuts: number[] = [];
  #suspectMs = 0;
  #step: { stepS: number; at: number } | undefined;

  constructor(storage: ListStorage = () => localStorage) {
    this.#storage = storage;
    try {
      const { stepS, at } = JSON.parse(storage().getItem(STORED_AS) ?? '{}');
      if (Number.isFinite(at) && [...STEPS_S, 0].includes(stepS)) this.#step = { stepS, at };
    } catch {
      // Forbidden or damaged; it will be measured again.
    }
  }

  /** 10 to 20 % less than what gets through. Undefined: the server decides. 0: no hold. */
  get seconds(): number | undefined {
    const age = Date.now() - (this.#step?.at ?? 0);
    if (age < 0 || age > REMEMBERED_MS) this.#step = undefined;
    return this.#step && Math.round(this.#step.stepS * (80 + 10 * Math.random())) / 100;
  }

  /** @param ms how long the answered poll was held */
  answered(ms: number): void {
    if (ms > Math.min(...this.#cuts)) this.#cuts = [];
  }

  /**
   * A held poll failed. The next one tells whether it was cut.
   *
   * @param ms how long it lasted
   * @param askedMs the hold asked for; a longer silence means that it was cut by then
   */
  lost(ms: number, askedMs: number): void {
    this.#suspectMs = ms >= HELD_MS && ms < askedMs + SLEPT_MS ? Math.min(ms, askedMs) : 0;
  }

  /** @param through true if the next poll got through; else the network is down, and nothing was cut */
  next(through: boolean): void {
    if (!this.#suspectMs) return;
    this.#cuts = through ? [...this.#cuts, this.#suspectMs] : [];
    this.#suspectMs = 0;
    if (this.#cuts.length >= 2) this.#stepDown();
  }

  #stepDown(): void {
    const lastedMs = Math.min(...this.#cuts);
    this.#cuts = [];
    this.#step = { stepS: stepBelow(lastedMs), at: Date.now() };
    try {
      this.#storage().setItem(STORED_AS, JSON.stringify(this.#step));
    } catch {
      // Full or forbidden: only this page remembers.
    }
  }
}
