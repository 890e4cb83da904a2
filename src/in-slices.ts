import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Works on many items in slices of `size`, and lets other work run between slices. One turn of the event loop must not grow with the amount
 * of stored data.
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
