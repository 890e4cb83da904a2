import type { Request } from 'express';
import { ChatError } from '../chat-error.js';

/**
 * Throws HOST_INVALID unless there is exactly one Host header (RFC 9112, 3.2), and HOST_UNKNOWN if it is not the host of
 * the public address, where one is set: behind a name of somebody else's, our page would be part of their origin.
 */
export function checkHost(req: Request, publicUrl: URL | undefined): void {
  let hosts = 0;
  for (let i = 0; i < req.rawHeaders.length; i += 2) {
    const name = req.rawHeaders[i] as string;
    if (name.length === 4 && name.toLowerCase() === 'host') hosts++;
  }
  if (hosts !== 1) throw new ChatError('HOST_INVALID');
  if (publicUrl && !isHostOf(publicUrl, req.headers.host ?? '')) throw new ChatError('HOST_UNKNOWN');
}

/** Letter case does not count, and the scheme's own port may be said or left out (RFC 9110, 4.2.3). */
function isHostOf(url: URL, host: string): boolean {
  if (host === url.host) return true;
  const named = `${url.protocol}//${host}`;
  return /^[^/?#@\\]+$/.test(host) && URL.canParse(named) && new URL(named).host === url.host;
}
