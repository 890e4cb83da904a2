import type { Request, Response } from 'express';
import helmet from 'helmet';

/**
 * The headers of a page. No `upgrade-insecure-requests` and no HSTS, because plain HTTP on a company network
 * must work; a TLS proxy sets HSTS. `same-origin`, because helmet's default referrer policy makes browsers
 * send `Origin: null` with forms, which the origin check refuses.
 */
const setHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  referrerPolicy: { policy: 'same-origin' },
  strictTransportSecurity: false,
  xFrameOptions: { action: 'deny' },
  // Browsers ignore both on plain HTTP, and warn in the console.
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
});

export function setPageHeaders(req: Request, res: Response): void {
  setHeaders(req, res, () => undefined);
  res.setHeader('Cache-Control', 'no-store');
}
