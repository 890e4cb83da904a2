import type { Session } from '../accounts/session.js';

declare global {
  namespace Express {
    interface Request {
      /** Set by the request pipeline, before any controller. */
      session: Session;
    }
  }
}

/** A request body after parsing: duplicated form fields are arrays, which no field may be. */
export type Fields = Record<string, unknown>;
