/** Of a long list; each row has forms. */
const SHOWN = 50;

/** What of a list a page shows that begins there. */
export function shownOf<T>(all: readonly T[], from: number): T[] {
  return all.slice(from, from + SHOWN);
}

/** The query of the page that goes on with any of these lists; undefined where none of them goes on. */
export function moreOf(from: number, ...lists: (readonly unknown[])[]): number | undefined {
  const next = from + SHOWN;
  return lists.some(({ length }) => length > next) ? next : undefined;
}
