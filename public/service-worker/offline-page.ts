/** What the server told this version of the worker about its offline page. */
export interface OfflinePage {
  page: string;
  /** The style, script and icon of that page. Their addresses are used by no other page. */
  files: string[];
}

const CACHE = 'offline-page';

/** Keeps the offline page as anybody gets it: without cookies, so that nothing in it is about a person. */
export async function keepOfflinePage({ page, files }: OfflinePage): Promise<void> {
  const cache = await caches.open(CACHE);
  const requests = [page, ...files].map(
    (url) => new Request(url, { credentials: 'omit', cache: 'no-cache' }),
  );
  await cache.addAll(requests);
}

/** Deletes what an earlier version kept. */
export async function dropOlderPages({ page, files }: OfflinePage): Promise<void> {
  const cache = await caches.open(CACHE);
  const present = new Set([page, ...files].map((url) => new URL(url, location.href).href));
  for (const request of await cache.keys()) if (!present.has(request.url)) await cache.delete(request);
}

/** True for a file of the offline page: the network is not asked for it. */
export function isOfflineFile({ files }: OfflinePage, request: Request): boolean {
  const { pathname, search, origin } = new URL(request.url);
  return origin === location.origin && files.includes(pathname + search);
}

/** From what is kept. A network error, if the browser has thrown it away. */
export async function kept(url: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  // The page is kept once for everybody, whatever its header Vary says.
  return (await cache.match(url, { ignoreVary: true })) ?? Response.error();
}

/** The page that the server sends, which the browser asked for while this worker started; the offline page, if there is no answer. */
export async function visit(
  { request, preloadResponse }: FetchEvent,
  { page }: OfflinePage,
): Promise<Response> {
  try {
    return ((await preloadResponse) as Response | undefined) ?? (await fetch(request));
  } catch {
    return kept(page);
  }
}
