import type { Request } from 'express';
import { clientAddress } from '../http/client-address.js';
import type { PersonLimit } from '../limits/person-limit.js';

/**
 * Counts a request against a limit. A visitor without a session is one of many at their address: each request of theirs would
 * be a person of its own.
 */
export function countRequest(limit: PersonLimit, req: Request): Promise<void> {
  const { session } = req;
  return limit.take(session.isNew ? undefined : (session.user?.id ?? session.idHash), clientAddress(req));
}
