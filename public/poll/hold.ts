const STEPS_S = [25, 15, 8];
/** A poll that failed sooner than this never got through. */
const HELD_MS = 2000;
/** One that failed so late slept with its machine. */
const SLEPT_MS = 20_000;
const REMEMBERED_MS = 86_400_000;
const STORED_AS = 'linger.hold';

/** Asking for it throws where the browser forbids it. */
type ListStorage = () => Pick<Storage, 'getItem' | 'setItem'>;

/**
 * For how long to ask. Where something on the way cuts held polls, twice in a row, it is shorter from then on, at last
 * nothing; after a day the usual hold is tried again.
 */
export class Hold {
  readonly #storage: ListStorage;
  /** How long the polls lasted that were cut in a row. */
  #cuts: number[] = [];
  #suspectMs = 0;
  #step: { stepS: number; at: number } | undefined;

  constructor(storage: ListStorage = () => localStorage) {
    this.#storage = storage;
    try {
      const { stepS, at } = JSON.parse(storage().getItem(STORED_AS) ?? '{}');
      if (Number.isFinite(at) && [...STEPS_S, 0].includes(stepS)) this.#step = { stepS, at };
    } catch {
      // Forbidden or damaged: it will be found out again.
    }
  }

  /** 10 to 20 % under what gets through. Undefined: as long as the server likes. 0: it must not be held. */
  get seconds(): number | undefined {
    const age = Date.now() - (this.#step?.at ?? 0);
    if (age < 0 || age > REMEMBERED_MS) this.#step = undefined;
    return this.#step && Math.round(this.#step.stepS * (80 + 10 * Math.random())) / 100;
  }

  /** @param ms how long a held poll lasted that got its answer */
  answered(ms: number): void {
    if (ms > Math.min(...this.#cuts)) this.#cuts = [];
  }

  /**
   * A held poll failed. The next will tell whether it was cut.
   *
   * @param ms how long it lasted
   * @param askedMs how long it was to last: what was silent for longer was cut by then
   */
  lost(ms: number, askedMs: number): void {
    this.#suspectMs = ms >= HELD_MS && ms < askedMs + SLEPT_MS ? Math.min(ms, askedMs) : 0;
  }

  /** @param through the next poll got through; else the network is down, and nothing was cut */
  next(through: boolean): void {
    if (!this.#suspectMs) return;
    this.#cuts = through ? [...this.#cuts, this.#suspectMs] : [];
    this.#suspectMs = 0;
    if (this.#cuts.length >= 2) this.#stepDown();
  }

  #stepDown(): void {
    const lastedS = Math.min(...this.#cuts) / 1000;
    this.#cuts = [];
    this.#step = { stepS: STEPS_S.find((step) => step < lastedS) ?? 0, at: Date.now() };
    try {
      this.#storage().setItem(STORED_AS, JSON.stringify(this.#step));
    } catch {
      // Full or forbidden: this page remembers by itself.
    }
  }
}
