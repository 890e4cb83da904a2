/** Each connection keeps the plans of as many statements, up to 100 kB each in PostgreSQL. */
const MAX_PREPARED = 100;
/** A statement with a long list has a text for each length, and a plan that grows with it. */
const MAX_VALUES = 30;
const MAX_COUNTED = 1000;
const OFTEN = 3;

/**
 * Names for the statements that are asked for again and again. A connection parses a named statement once and, if its plan suits any
 * values, plans it once: planning takes PostgreSQL longer than running a statement that follows an index to a few rows.
 *
 * A prepared statement fails when another version's migration changes the columns of its result. So statements name
 * their columns; `select *` is only for what they read from themselves.
 */
export class PreparedNames {
  readonly #names = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  /** Undefined for a text that has not come often, has too many values, or came after so many others. */
  of(text: string, values: number): string | undefined {
    const name = this.#names.get(text);
    if (name !== undefined || this.#names.size >= MAX_PREPARED || values > MAX_VALUES) return name;
    const count = (this.#counts.get(text) ?? 0) + 1;
    if (count < OFTEN) {
      if (this.#counts.size >= MAX_COUNTED) this.#counts.clear();
      this.#counts.set(text, count);
      return undefined;
    }
    this.#counts.delete(text);
    const given = `linger ${this.#names.size + 1}`;
    this.#names.set(text, given);
    return given;
  }
}
