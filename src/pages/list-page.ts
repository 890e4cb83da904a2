/** Rows of a long list on one page; each row has forms. */
const SHOWN = 50;

/** The part of a list that is shown on the page that begins at `from`. */
export function shownOf<T>(all: readonly T[], from: number): T[] {
  return all.slice(from, from + SHOWN);
}

/** Where the next page begins; undefined if none of these lists continues. */
export function moreOf(from: number, ...lists: (readonly unknown[])[]): number | undefined {
  const next = from + SHOWN;
  return lists.some(({ length }) => length > next) ? next : undefined;
}
