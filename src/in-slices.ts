import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Works on many things so many at a time; between two slices it is somebody else's turn. What one turn of the event loop does must
 * not grow with what people have made.
 */
export async function inSlices<T, R>(
  all: readonly T[],
  size: number,
  work: (slice: readonly T[]) => readonly R[] | Promise<readonly R[]>,
): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < all.length; at += size) {
    if (at > 0) await nextTurn();
    for (const result of await work(all.slice(at, at + size))) results.push(result);
  }
  return results;
}
