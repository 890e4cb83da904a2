import type { Request, Response } from 'express';
import { TOKEN_COOKIE, makeCsrfToken } from './csrf-token.js';
import type { SessionCookie } from './session-cookie.js';

/**
 * Gives a visitor without a session a session cookie (nothing is stored until they write), and every visitor a fresh token in the readable
 * cookie. Returns the token; empty if the request failed before it had a session.
 */
export function setSessionCookies(req: Request, res: Response, cookie: SessionCookie): string {
  const session = req.session as Request['session'] | undefined;
  if (!session) return '';
  for (const header of cookie.issueHeaders(session, req.headers.cookie)) res.append('Set-Cookie', header);
  const token = makeCsrfToken(req, res);
  res.append('Set-Cookie', cookie.readableHeader(TOKEN_COOKIE, token));
  return token;
}
