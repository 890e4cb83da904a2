/** Rows of a long list on one page; each row has forms. */
const PAGE_ROWS = 50;

/** The part of a list that is shown on the page that begins at `from`. */
export function pageRows<T>(all: readonly T[], from: number): T[] {
  return all.slice(from, from + PAGE_ROWS);
}

/** Where the next page begins; undefined if none of these lists continues. */
export function nextPageStart(from: number, ...lists: (readonly unknown[])[]): number | undefined {
  const next = from + PAGE_ROWS;
  return lists.some(({ length }) => length > next) ? next : undefined;
}
