/**
 * Registers the worker that shows a page of ours when the server cannot be reached. Its address names the language and theme of that page.
 * Browsers have workers in secure contexts only.
 */
export function registerServiceWorker(): void {
  if (!('serviceWorker' in navigator)) return;
  // Not before the page is there, which needs the network more.
  if (document.readyState === 'complete') register();
  else window.addEventListener('load', register);
}

function register(): void {
  const { lang, dataset } = document.documentElement;
  const query = new URLSearchParams({ language: lang, theme: dataset['theme'] ?? 'system' });
  // Where it fails, such as in a private window, there is no offline page.
  navigator.serviceWorker.register(`/service-worker.js?${query}`).catch(() => undefined);
}
