const LONG_AWAY_MS = 10_000;

/**
 * Calls back when this page may have missed something without noticing: the network returns, or the page is seen
 * again after a while (a machine asleep drops its connections silently).
 *
 * @param {() => void} onWake
 */
export function watchForWake(onWake) {
  let hiddenAt = Date.now();
  window.addEventListener('online', onWake);
  window.addEventListener('pageshow', (event) => event.persisted && onWake());
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) hiddenAt = Date.now();
    else if (Date.now() - hiddenAt > LONG_AWAY_MS) onWake();
  });
}
