/** A page that was loaded anew must not do so again before this. */
const RELOAD_EVERY_MS = 60_000;

/** Loads the page anew, unless that was just done and did not help. */
export function reloadOnce(): void {
  const [visit] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (visit?.type !== 'reload' || performance.now() > RELOAD_EVERY_MS) location.reload();
}
