import csurf from 'csurf';
import type { Request, Response } from 'express';
import type { Fields } from '../http/fields.js';
import { detached } from '../text.js';

const FIELDS = ['_xsrf', '_csrf'];
const HEADERS = ['x-xsrftoken', 'x-csrftoken', 'x-csrf-token', 'x-xsrf-token'];

/**
 * csurf in its session mode: the secret is `req.session.csrfSecret`, derived from the session id. The token
 * is in a field of the body or in a header, never in the query: csurf would look there by default, but logs
 * and referrers would show it.
 */
const verify = csurf({ sessionKey: 'session', value: tokenOf });

/** Rejects with the code EBADCSRFTOKEN unless the request carries a token of its session. */
export function checkToken(req: Request, res: Response): Promise<void> | undefined {
  const token = tokenOf(req);
  // A client polls with the same token again and again, and csurf's verdict on it cannot change while the
  // session lives.
  if (token !== '' && token === req.session.verifiedCsrfToken) return undefined;
  return new Promise((resolve, reject) => {
    verify(req, res, (error?: unknown) => {
      if (error !== undefined) return reject(error);
      req.session.verifiedCsrfToken = detached(token);
      resolve();
    });
  });
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
