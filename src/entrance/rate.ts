import type { Request } from 'express';
import { clientAddress } from '../http/client-address.js';
import type { PersonLimit } from '../limits/person-limit.js';

/**
 * Counts a request against a limit. Visitors without a session are counted by address alone: each of their
 * requests would look like another person.
 */
export function countRequest(limit: PersonLimit, req: Request): Promise<void> {
  const { session } = req;
  return limit.take(session.isNew ? undefined : (session.user?.id ?? session.idHash), clientAddress(req));
}
