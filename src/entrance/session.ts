import type { Request } from 'express';
import type { Session } from '../accounts/session.js';
import type { SessionCookie } from '../accounts/session-cookie.js';
import { ChatError } from '../chat-error.js';
import { isPageVisit } from '../http/request-kind.js';

/**
 * Sets `req.session` from the session found for its cookie. A visitor without one gets a new session, and so
 * does a page visit whose session has ended. Any other request of an ended session throws SESSION_ENDED.
 */
export function useSession(req: Request, found: Session | 'ended' | undefined, cookie: SessionCookie): void {
  req.session = found === undefined || found === 'ended' ? cookie.newSession() : found;
  if (found === 'ended' && !isPageVisit(req)) throw new ChatError('SESSION_ENDED');
}
