/**
 * A fixed number of counters. Two subjects that share one cause an unnecessary read now and then, nothing
 * worse.
 */
const COUNTS = 4096;

/**
 * Counts the changes of subjects, in bounded memory. What was read about a subject is valid while its
 * generation is the same.
 */
export class Generations {
  readonly #counts = new Float64Array(COUNTS);
  #count = 0;

  /** The number of changes of all subjects. */
  get count(): number {
    return this.#count;
  }

  of(subject: string): number {
    return this.#counts[indexOf(subject)] as number;
  }

  moveOn(subject: string): void {
    this.#count += 1;
    (this.#counts[indexOf(subject)] as number) += 1;
  }
}

/** FNV-1a hash. */
function indexOf(subject: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < subject.length; i++) hash = Math.imul(hash ^ subject.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % COUNTS;
}
