import { pageFromServer } from '../page/elements.js';
import { readPage } from '../page/page-data.js';
import { actor } from '../server/actor.js';

const ANSWERED_WITHIN_MS = 20_000;
/** Pages with the layout `frame`, and those of rooms. A link in a message may lead anywhere. */
const FRAMED =
  /^\/(?:(?:room|open|rooms|new|invitations|account|preferences|members|settings)?|people(?:\/[^/]+)?|confirm\/[^/]+)$/;

export interface FetchedPage {
  page: Document;
  /** Where it is, after redirects. */
  url: URL;
}

/** True for a page that may take the place of another one. */
export function isFramed({ origin, pathname }: URL): boolean {
  return origin === location.origin && FRAMED.test(pathname);
}

/**
 * Fetches a page.
 *
 * @returns undefined if it cannot take the place of the present one
 * @throws if there is no answer
 */
export async function fetchPage(url: URL, signal: AbortSignal): Promise<FetchedPage | undefined> {
  const response = await fetch(url, {
    headers: { accept: 'text/html' },
    cache: 'no-store',
    signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWERED_WITHIN_MS)]),
  });
  const at = new URL(response.url);
  if (!response.ok || !isFramed(at)) return undefined;
  // A redirect may name a place on its page; else it is the one that was asked for.
  at.hash ||= url.hash;
  const page = pageFromServer(await response.text());
  return hasSameScript(page) && readPage(page).actingAs === actor.id ? { page, url: at } : undefined;
}

/** False after an update of the server. */
function hasSameScript(page: Document): boolean {
  const [here, there] = [document, page].map((one) =>
    one.querySelector('script[type="module"]')?.getAttribute('src'),
  );
  return here === there;
}
