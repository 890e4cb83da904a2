import type { Request } from 'express';
import { ChatError } from '../chat-error.js';

/**
 * Throws HOST_INVALID unless there is exactly one Host header (RFC 9112, 3.2), and HOST_UNKNOWN if it differs
 * from the public address, if one is set. Under a foreign name our page would belong to that name's origin.
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

/** Ignores letter case and the scheme's default port (RFC 9110, 4.2.3). */
function isHostOf(url: URL, host: string): boolean {
  if (host === url.host) return true;
  const named = `${url.protocol}//${host}`;
  return /^[^/?#@\\]+$/.test(host) && URL.canParse(named) && new URL(named).host === url.host;
}
