import csurf from 'csurf';
import type { Request, Response } from 'express';

/**
 * The readable cookie that Tornado's clients copy the token from. All Lingers on one host share its name, so our page keeps its own copy of
 * the token.
 */
export const TOKEN_COOKIE = '_xsrf';

/** csurf in its session mode: the secret is `req.session.csrfSecret`. `entrance/token.ts` checks the tokens. */
const issue = csurf({ sessionKey: 'session', ignoreMethods: ['GET', 'HEAD', 'POST'] });

/** Issues a new token for the request's session. */
export function makeCsrfToken(req: Request, res: Response): string {
  issue(req, res, (error?: unknown) => {
    if (error !== undefined) throw error;
  });
  return req.csrfToken();
}
