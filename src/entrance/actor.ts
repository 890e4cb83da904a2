import type { Request } from 'express';
import { ChatError } from '../chat-error.js';
import type { Fields } from '../http/fields.js';

/**
 * A page states whom it acts for in this field of a form or this header of a script. The value is
 * `Session.actor`, as of when the page was made.
 */
const ACTOR_FIELD = 'acting_as';
const ACTOR_HEADER = 'x-acting-as';

/**
 * Throws IDENTITY_CHANGED if the page acts for somebody other than the session's user. A page made before its
 * visitor had a user may still act for the guest that this session became since, and for nobody else.
 * Programs need not state anything.
 */
export function checkActor(req: Request): void {
  const header = req.headers[ACTOR_HEADER];
  if (header !== undefined) check(req, header);
  const field = (req.body as Fields | undefined)?.[ACTOR_FIELD];
  if (field !== undefined) check(req, field);
}

/** True for a script that states whom it acts for. It handles the end of a session itself. */
export function statesActor(req: Request): boolean {
  return req.headers[ACTOR_HEADER] !== undefined;
}

function check({ session }: Request, actor: unknown): void {
  if (actor !== session.user?.id && actor !== session.anonymousId) throw new ChatError('IDENTITY_CHANGED');
}
