import csurf from 'csurf';
import type { Request, RequestHandler } from 'express';
import type { Fields } from './http-types.js';

const FIELDS = ['_xsrf', '_csrf'];
const HEADERS = ['x-xsrftoken', 'x-csrftoken', 'x-csrf-token', 'x-xsrf-token'];

/** The readable cookie that Tornado's clients, and ours, copy the token from. */
export const TOKEN_COOKIE = '_xsrf';

/**
 * csurf in its session mode: the secret is `req.session.csrfSecret`, derived from the session id. The token comes in a field
 * of the body or a header; never in the query, where csurf would look by itself and where logs and referrers would show it.
 * Fails with the code EBADCSRFTOKEN.
 */
export function csrfCheck(): RequestHandler {
  return csurf({ sessionKey: 'session', value: tokenOf });
}

function tokenOf(req: Request): string {
  const fields = (req.body ?? {}) as Fields;
  for (const name of FIELDS) {
    const value = fields[name];
    if (value !== undefined) return typeof value === 'string' ? value : '';
  }
  for (const name of HEADERS) {
    const value = req.headers[name];
    if (typeof value === 'string') return value;
  }
  return '';
}
