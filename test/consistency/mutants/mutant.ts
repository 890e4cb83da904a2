import type { Kind } from '../verdict/violation.js';

/** A text of the built program and what stands there instead. */
export interface Change {
  /** Below `dist/`. */
  file: string;
  find: string;
  put: string;
}

/** The program with one mistake, which the checker must find. */
export interface Mutant {
  name: string;
  changes: readonly Change[];
  /** What it breaks: one of them at least has to be told. */
  breaks: readonly Kind[];
}

/** Of most mutants one change is enough. */
export function mutant(
  name: string,
  breaks: readonly Kind[],
  file: string,
  ...texts: readonly [find: string, put: string][]
): Mutant {
  return { name, breaks, changes: texts.map(([find, put]) => ({ file, find, put })) };
}
