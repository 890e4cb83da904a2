import { Generations } from './generations.js';

/** The bounded memory of a cache. */
export interface Keeper<Value> {
  get(subject: string): Value | undefined;
  set(subject: string, value: Value): unknown;
  delete(subject: string): unknown;
}

/**
 * Caches what is read about subjects until they change. Call `forget` when a subject has changed: a read that
 * began before is then neither cached nor returned.
 */
export class GenerationCache<Value> {
  readonly #generations = new Generations();
  readonly #reading = new Map<string, Promise<Value>>();

  /** `read` resolves with a value for each subject. */
  constructor(
    private readonly keeper: Keeper<Value>,
    private readonly read: (subjects: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
  ) {}

  /** Synchronous if cached. */
  get(subject: string): Value | Promise<Value> {
    return this.keeper.get(subject) ?? this.#readAll([subject]).then(([value]) => value as Value);
  }

  /** As `get`, for several subjects. All values are valid at the same moment, when they are returned. */
  getAll(subjects: readonly string[]): readonly Value[] | Promise<readonly Value[]> {
    const known = subjects.map((subject) => this.keeper.get(subject));
    return known.includes(undefined) ? this.#readAll(subjects) : (known as Value[]);
  }

  /** Undefined if not cached. */
  peek(subject: string): Value | undefined {
    return this.keeper.get(subject);
  }

  /** Call when the subject has changed. */
  forget(subject: string): void {
    this.#generations.moveOn(subject);
    this.keeper.delete(subject);
    this.#reading.delete(subject);
  }

  /** Call when the subject has changed and its new value is known. */
  renew(subject: string, value: Value): void {
    this.forget(subject);
    this.keeper.set(subject, value);
  }

  /** Repeats until no subject changed during the read. */
  async #readAll(subjects: readonly string[]): Promise<Value[]> {
    for (;;) {
      const before = subjects.map((subject) => this.#generations.of(subject));
      this.#startReading(subjects.filter((subject) => this.#isUnknown(subject)));
      const values = await Promise.all(subjects.map(async (subject) => this.#knownOrRead(subject)));
      if (subjects.every((subject, i) => this.#generations.of(subject) === before[i])) return values;
    }
  }

  #knownOrRead(subject: string): Value | Promise<Value> {
    return this.keeper.get(subject) ?? (this.#reading.get(subject) as Promise<Value>);
  }

  #isUnknown(subject: string): boolean {
    return this.keeper.get(subject) === undefined && !this.#reading.has(subject);
  }

  #startReading(subjects: readonly string[]): void {
    if (subjects.length === 0) return;
    const all = this.read(subjects);
    for (const subject of subjects) {
      const generation = this.#generations.of(subject);
      const reading = all.then((values) => {
        const value = values.get(subject) as Value;
        if (this.#generations.of(subject) === generation) this.keeper.set(subject, value);
        return value;
      });
      this.#reading.set(subject, reading);
      const end = (): void => {
        if (this.#reading.get(subject) === reading) this.#reading.delete(subject);
      };
      reading.then(end, end);
    }
  }
}
