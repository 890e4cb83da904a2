import type { Request } from 'express';
import type { Session } from '../accounts/session.js';
import type { SessionCookie } from '../accounts/session-cookie.js';
import { ChatError } from '../chat-error.js';
import { isPageVisit } from './ways-in.js';

/**
 * Gives a request the session that was found for its cookie. A visitor without one gets a new one; so does whoever looks at a
 * page with one that has ended. Throws SESSION_ENDED for everything else with such a one.
 */
export function useSession(req: Request, found: Session | 'ended' | undefined, cookie: SessionCookie): void {
  req.session = found === undefined || found === 'ended' ? cookie.make() : found;
  if (found === 'ended' && !isPageVisit(req)) throw new ChatError('SESSION_ENDED');
}
