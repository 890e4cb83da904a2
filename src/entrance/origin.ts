import type { Request } from 'express';
import { ChatError } from '../chat-error.js';

/**
 * Throws CROSS_SITE if the browser says that a change was asked for by another site. `Sec-Fetch-Site` decides where it is
 * present (a browser sets it, a page cannot); else `Origin` must be the public address or the Host. Neither: not a browser
 * that could be misused. The token check stands beside this one, not behind it.
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
