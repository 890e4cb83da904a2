/** A reloaded page must not reload again within this time. */
const RELOAD_EVERY_MS = 60_000;

/** Reloads the page, unless that has just been done without success. */
export function reloadOnce(): void {
  const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (visit?.type !== 'reload' || performance.now() > RELOAD_EVERY_MS) location.reload();
}
