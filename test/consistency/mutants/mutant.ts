import type { Kind } from '../verdict/violation.js';

/** A text of the compiled program and its replacement. */
export interface Change {
  /** Below `dist-src/`. */
  file: string;
  find: string;
  put: string;
}

/** The program with one mistake, which the checker must find. */
export interface Mutant {
  name: string;
  changes: readonly Change[];
  /** What it breaks; the checker must report at least one of these. */
  breaks: readonly Kind[];
  /** How many nodes it takes to find it; without this, one process on SQLite. */
  nodes?: number;
}

/** Most mutants need only one change. */
export function mutant(
  name: string,
  breaks: readonly Kind[],
  file: string,
  ...texts: readonly [find: string, put: string][]
): Mutant {
  return { name, breaks, changes: texts.map(([find, put]) => ({ file, find, put })) };
}
