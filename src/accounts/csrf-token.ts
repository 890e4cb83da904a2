import csurf from 'csurf';
import type { Request, Response } from 'express';

/** The readable cookie that Tornado's clients copy the token from. Every Linger on a host sets it: our page has its own copy. */
export const TOKEN_COOKIE = '_xsrf';

/** csurf in its session mode: the secret is `req.session.csrfSecret`. `entrance/token.ts` checks what is issued here. */
const issue = csurf({ sessionKey: 'session', ignoreMethods: ['GET', 'HEAD', 'POST'] });

/** A fresh token of the request's session, for its page. */
export function makeToken(req: Request, res: Response): string {
  issue(req, res, (error?: unknown) => {
    if (error !== undefined) throw error;
  });
  return req.csrfToken();
}
