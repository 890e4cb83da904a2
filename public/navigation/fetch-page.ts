import { pageFromServer } from '../page/elements.js';
import { readPage } from '../page/page-data.js';
import { actor } from '../server/actor.js';

const ANSWERED_WITHIN_MS = 20_000;
/** Pages with the layout `frame`, and those of rooms. A link in a message may lead anywhere. */
const FRAMED =
  /^\/(?:(?:room|open|rooms|new|invitations|account|preferences|members|settings)?|people(?:\/[^/]+)?|confirm\/[^/]+)$/;

export interface FetchedPage {
  page: Document;
  /** Its address, after redirects. An answer to a form without a redirect has the address of the page with the form. */
  url: URL;
}

/** True for a page that may take the place of another one. */
export function isFramed({ origin, pathname }: URL): boolean {
  return origin === location.origin && FRAMED.test(pathname);
}

/** An answer that cannot take the place of the present page. */
export interface OtherAnswer {
  page: undefined;
  /** Where it can be seen by a visit; undefined if it is an answer to a form alone. */
  url: URL | undefined;
  /** What it says, if it is an error. */
  says: string;
}

/**
 * Fetches a page.
 *
 * @param form what is posted; undefined for a visit
 * @throws if there is no answer
 */
export async function fetchPage(
  url: URL,
  signal: AbortSignal,
  form?: URLSearchParams,
): Promise<FetchedPage | OtherAnswer> {
  const response = await fetch(url, {
    ...(form && { method: 'POST', body: form }),
    headers: { accept: 'text/html' },
    cache: 'no-store',
    signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWERED_WITHIN_MS)]),
  });
  const page = pageFromServer(await response.text());
  const isVisit = form === undefined || response.redirected;
  const at = isVisit ? new URL(response.url) : new URL(location.href);
  // A redirect may name a place on its page; else it is the one that was asked for.
  if (isVisit) at.hash ||= url.hash;
  if (fits(page, response, at, isVisit)) return { page, url: at };
  const [heading, detail] = ['#main h1', '#main h1 + p'].map((one) =>
    page.querySelector(one)?.textContent?.trim(),
  );
  return {
    page: undefined,
    url: isVisit ? at : undefined,
    says: [heading, detail].filter(Boolean).join('. '),
  };
}

function fits(page: Document, { ok }: Response, at: URL, isVisit: boolean): boolean {
  // A refused form is its page again.
  if ((!ok && isVisit) || !isFramed(at) || !page.querySelector('.page[data-page]')) return false;
  return hasSameScript(page) && readPage(page).actingAs === actor.id;
}

/** False after an update of the server. */
function hasSameScript(page: Document): boolean {
  const [here, there] = [document, page].map((one) =>
    one.querySelector('script[type="module"]')?.getAttribute('src'),
  );
  return here === there;
}
