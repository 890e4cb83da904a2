import type { Request, Response } from 'express';
import { ChatError } from '../chat-error.js';
import { isLocalPath } from '../http/validation.js';
import { isPageVisit } from '../http/request-kind.js';

/** Open to everybody even if guests may not enter: signing in, and what shows no room. */
const OPEN_TO_ALL = new Set([
  '/sign-in',
  '/sign-in/link',
  '/sign-up',
  '/healthz',
  '/readyz',
  '/preferences',
  '/a/preferences',
  '/api/preferences',
  '/api/docs',
  '/api/docs-json',
  '/api/me',
  '/api/account',
  '/api/session',
  '/api/session/end',
  '/api/sign-in-links/use',
]);
/** Open as well: people who cannot sign in may find out why. */
const DIAGNOSIS = /^\/diagnose(?:\/|$)/i;

/**
 * True if guests may not enter, and a caller without an account asks for something else than the public
 * paths.
 */
export function mustSignIn({ path, session }: Request): boolean {
  const isMember = session.user?.isGuest === false;
  return !isMember && !OPEN_TO_ALL.has(path) && !DIAGNOSIS.test(path);
}

/** Redirects a page visit to the sign-in page. Throws SIGN_IN_REQUIRED for everything else. */
export function askToSignIn(req: Request, res: Response): void {
  if (!isPageVisit(req)) throw new ChatError('SIGN_IN_REQUIRED');
  const { originalUrl } = req;
  const next =
    isLocalPath(originalUrl) && originalUrl !== '/' ? `?next=${encodeURIComponent(originalUrl)}` : '';
  res.setHeader('Cache-Control', 'no-store');
  res.redirect(302, `/sign-in${next}`);
}
