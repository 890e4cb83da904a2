/** So many counts: two subjects that share one cost a read now and then, and nothing else. */
const COUNTS = 4096;

/**
 * How often subjects have changed, in memory that does not grow with them. What was read of a subject holds for as long as its
 * generation is the same.
 */
export class Generations {
  readonly #counts = new Float64Array(COUNTS);
  #count = 0;

  /** How often any of them has changed. */
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

/** FNV-1a. */
function indexOf(subject: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < subject.length; i++) hash = Math.imul(hash ^ subject.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % COUNTS;
}
