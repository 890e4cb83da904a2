interface Kept<Value> {
  value: Value;
  /** Since it was last considered for going. */
  isUsed: boolean;
}

/** So that nobody waits for the whole line to be looked at. */
const MOST_CHANCES = 16;

/**
 * A bounded map: beyond its limit one goes that has not been used for long. Not exactly the one used longest ago: each gets a second
 * chance when its turn comes (Corbató's clock, 1968), so that a use changes no order.
 */
export class LruMap<Key, Value> {
  /** Whose turn comes next is first. */
  readonly #entries = new Map<Key, Kept<Value>>();

  constructor(private readonly limit: number) {}

  get size(): number {
    return this.#entries.size;
  }

  get(key: Key): Value | undefined {
    const kept = this.#entries.get(key);
    if (!kept) return undefined;
    kept.isUsed = true;
    return kept.value;
  }

  set(key: Key, value: Value): void {
    const known = this.#entries.get(key);
    if (!known && this.#entries.size >= this.limit) this.#letGo();
    this.#entries.set(key, { value, isUsed: known !== undefined });
  }

  delete(key: Key): void {
    this.#entries.delete(key);
  }

  /** Whoever was used goes to the end of the line. */
  #letGo(): void {
    let chances = MOST_CHANCES;
    for (const [key, kept] of this.#entries) {
      this.#entries.delete(key);
      if (!kept.isUsed || chances-- === 0) return;
      kept.isUsed = false;
      this.#entries.set(key, kept);
    }
  }
}
