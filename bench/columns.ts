import { medianOrNone } from './statistics.js';
import { figure, table } from './table.js';

/** Whatever was measured, as one row of a table. */
export interface Measured {
  readonly key: string;
  readonly name: string;
}

/** What each of them showed, round by round; the n-th samples of all belong together. */
export type Samples<T> = ReadonlyMap<Measured, readonly T[]>;

/** What a column shows of a row: the median of its rounds, or of the ratios within each round. */
export interface Column<T> {
  readonly head: string;
  readonly digits?: number;
  readonly value: (own: readonly T[], all: Samples<T>) => number | undefined;
}

type Reading<T> = (sample: T) => number | undefined;

export function tableOf<T>(what: string, samples: Samples<T>, columns: readonly Column<T>[]): string {
  return table([what, ...columns.map(({ head }) => head)], rowsOf(samples, columns));
}

export function rowsOf<T>(samples: Samples<T>, columns: readonly Column<T>[]): string[][] {
  return [...samples].map(([{ name }, own]) => [
    name,
    ...columns.map(({ value, digits }) => figure(value(own, samples), digits)),
  ]);
}

export function median<T>(head: string, pick: Reading<T>, digits = 0): Column<T> {
  return { head, digits, value: (own) => over(own, pick) };
}

/** How many times the figure of the row `key`. */
export function ratio<T>(head: string, key: string, pick: Reading<T>): Column<T> {
  return { head, digits: 2, value: (own, all) => ratioTo(key, all, own, pick) };
}

export function over<T>(samples: readonly T[], pick: Reading<T>): number | undefined {
  return medianOrNone(samples.map(pick));
}

/** The median of the ratios within each round, so that what slows a round slows both sides of it. */
export function ratioTo<T>(
  key: string,
  samples: Samples<T>,
  own: readonly T[],
  pick: Reading<T>,
): number | undefined {
  const reference = [...samples].find(([measured]) => measured.key === key)?.[1];
  if (!reference) return undefined;
  const ratios = own.map((sample, round) => {
    const [one, other] = [pick(sample), reference[round] && pick(reference[round])];
    return one && other && one / other;
  });
  return medianOrNone(ratios);
}
