import type { Request } from 'express';
import { clientAddress } from '../http/client-address.js';
import { publicOrigin } from '../http/public-origin.js';

/** Headers may be long, and these are shown. */
const MAX_CHARS = 200;
const OF_PROXIES = ['via', 'forwarded', 'x-forwarded-for', 'x-real-ip'];

/** How a request came, as far as the server can know. */
export interface Arrival {
  /** Under which the client is counted; empty if unknown. */
  address: string;
  /** If a proxy says that it passed the request on: may it say for whom (TRUST_PROXY)? */
  proxy: 'none' | 'trusted' | 'untrusted';
  /** The proxies by name, if they give theirs. */
  via: string | undefined;
  isHttps: boolean;
  httpVersion: string;
  /** The compression asked for, if any. */
  compression: string | undefined;
}

export function arrivalOf(req: Request, publicUrl: string | undefined): Arrival {
  return {
    address: clientAddress(req),
    proxy: proxyOf(req),
    via: req.get('via')?.slice(0, MAX_CHARS),
    isHttps: publicOrigin(req, publicUrl).startsWith('https:'),
    httpVersion: req.httpVersion,
    compression: req.get('accept-encoding')?.slice(0, MAX_CHARS),
  };
}

function proxyOf(req: Request): Arrival['proxy'] {
  if (!OF_PROXIES.some((name) => req.headers[name] !== undefined)) return 'none';
  const isTrusted = req.app.get('trust proxy fn') as (address: string, distance: number) => boolean;
  return isTrusted(req.socket.remoteAddress ?? '', 0) ? 'trusted' : 'untrusted';
}
