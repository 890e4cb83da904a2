const STEP_MS = 10 * 60 * 1000;

/** The time of an entry as it orders the open rooms: rounded down, so that their index changes every ten minutes and not with every message. */
export function activeAt(ms: number): number {
  return ms - (ms % STEP_MS);
}
