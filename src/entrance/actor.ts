import type { Request } from 'express';
import { ChatError } from '../chat-error.js';
import type { Fields } from '../http/fields.js';

/** The field of forms, and the header of scripts, in which a page says who it acts for: `Session.actor` as it was made. */
export const ACTOR_FIELD = 'acting_as';
const ACTOR_HEADER = 'x-acting-as';

/**
 * Throws IDENTITY_CHANGED if the page that asks believes it acts for somebody who the session is not of. A page that knew
 * nobody still acts for the guest whom its own session has become meanwhile, and for nobody else. Programs say nothing.
 */
export function checkActor(req: Request): void {
  const header = req.headers[ACTOR_HEADER];
  if (header !== undefined) check(req, header);
  const field = (req.body as Fields | undefined)?.[ACTOR_FIELD];
  if (field !== undefined) check(req, field);
}

/** True of a script that says who it acts for: it knows by itself what to do when that has ended. */
export function saysActor(req: Request): boolean {
  return req.headers[ACTOR_HEADER] !== undefined;
}

function check({ session }: Request, actor: unknown): void {
  if (actor !== session.user?.id && actor !== session.nobody) throw new ChatError('IDENTITY_CHANGED');
}
