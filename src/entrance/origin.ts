import type { Request } from 'express';
import { ChatError } from '../chat-error.js';

/**
 * Throws CROSS_SITE if the browser says that another site asked for a change. `Sec-Fetch-Site` decides if
 * present (a browser sets it, a page cannot); otherwise `Origin` must be the public address or the Host.
 * Without either, the client is not a browser that could be misused. The token check is independent of this
 * one.
 */
export function checkOrigin(req: Request, publicOrigin: string | undefined): void {
  const site = req.headers['sec-fetch-site'];
  if (site !== undefined) {
    if (site !== 'same-origin' && site !== 'none') throw new ChatError('CROSS_SITE');
    return;
  }
  const { origin } = req.headers;
  if (origin === undefined) return;
  const isOurs = publicOrigin === undefined ? hostOf(origin) === req.headers.host : origin === publicOrigin;
  if (!isOurs) throw new ChatError('CROSS_SITE');
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
