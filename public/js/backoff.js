const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * How long to wait before trying again: full jitter, so that many clients do not come back in one instant.
 *
 * @param {number} failures in a row, at least 1
 * @param {number} floorMs what the server asked for
 * @param {() => number} random
 */
export function backoffMs(failures, floorMs = 0, random = Math.random) {
  return Math.max(floorMs, random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** failures));
}
