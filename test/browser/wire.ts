import type { Request } from 'playwright-core';
import type { Visitor } from './visitor.js';

/** The addresses that the page uses, for routes and for watching what leaves it. */
export const POLL = /\/api\/updates(\?|$)/;
export const SEND = /\/api\/rooms\/[^/]+\/messages$/;
export const ENTRIES = /\/api\/rooms\/[^/]+\/entries\?/;
export const EDIT = /\/messages\/[^/]+\/edit$/;
export const DELETE = /\/messages\/[^/]+\/delete$/;

/** The polls that leave a page, as the fields they carry. */
export function watchPolls(visitor: Visitor): URLSearchParams[] {
  const polls: URLSearchParams[] = [];
  visitor.page.on('request', (request: Request) => {
    if (POLL.test(request.url())) polls.push(new URL(request.url()).searchParams);
  });
  return polls;
}

/** The bodies of the messages that leave a page, so that "not sent" is seen there and not only in the log. */
export function watchSends(visitor: Visitor): string[] {
  const bodies: string[] = [];
  visitor.page.on('request', (request) => {
    if (SEND.test(request.url())) bodies.push((request.postDataJSON() as { body: string }).body);
  });
  return bodies;
}
