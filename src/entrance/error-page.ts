import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import type { ChatError, ErrorCode } from '../chat-error.js';
import type { Fields } from '../http/fields.js';
import { SAFE_METHODS } from '../http/request-kind.js';
import { CLIENT_ID, isLocalPath } from '../http/validation.js';
import { LOBBY, roomKey, roomPath } from '../rooms/room.js';
import { backLinkOf } from './refused-form.js';

/** The page belongs to somebody whom the session is no longer of. */
const OF_ANOTHER: ReadonlySet<ErrorCode> = new Set(['IDENTITY_CHANGED', 'SESSION_ENDED']);
/** Errors after which the same page may work a moment later. */
const PASSING: ReadonlySet<ErrorCode> = new Set([
  'INTERNAL',
  'SHUTTING_DOWN',
  'STORAGE_UNAVAILABLE',
  'TOO_BUSY',
  'TOO_MANY_REQUESTS',
]);
/** Errors for which the connection may be to blame, in the eyes of whoever meets them. */
const OF_CONNECTION: ReadonlySet<ErrorCode> = new Set([
  'CSRF_INVALID',
  'CROSS_SITE',
  'SHUTTING_DOWN',
  'STORAGE_UNAVAILABLE',
]);
/** Pages that signing in replaces: there is no way back to them. */
const INSTEAD_OF_PAGE: ReadonlySet<ErrorCode> = new Set(['SIGN_IN_LINK_INVALID', 'SIGN_UP_CLOSED']);
const INVITE_PAGE = /^\/invite\//i;

/** The text of a refused message. */
export interface Draft {
  body: string;
  room: string | undefined;
  roomName: string | undefined;
  clientId: string;
}

/**
 * The text of a refused message, so that the sender need not write it again, with the same client id unless that was the error. A form from
 * another site never gets here: the origin check comes before its body is read.
 */
export function draftOf(req: Request, { code }: ChatError): Draft | undefined {
  const { body, room, room_name: roomName, client_id: clientId } = (req.body ?? {}) as Fields;
  if (req.path !== '/a/message/new' || typeof body !== 'string') return undefined;
  const isKept = code !== 'CLIENT_ID_REUSED' && typeof clientId === 'string' && CLIENT_ID.test(clientId);
  return {
    body,
    room: typeof room === 'string' ? room : undefined,
    roomName: typeof roomName === 'string' ? roomName : undefined,
    clientId: isKept ? clientId : randomUUID(),
  };
}

/** True if a link by which one joins a group does not work. It says nothing about the group. */
export function isDeadInvite({ path }: Request, code: ErrorCode): boolean {
  return code === 'NOT_FOUND' && INVITE_PAGE.test(path);
}

/** What an error page shows besides its text: a refused message, and the ways on, one of them as its primary button. */
export function errorPage(req: Request, { code }: ChatError, draft: Draft | undefined): object {
  const user = (req.session as Request['session'] | undefined)?.user;
  const isOther = OF_ANOTHER.has(code);
  const isVisit = SAFE_METHODS.has(req.method);
  // A stranger gets the same text whether the page does not exist or is only hidden from them.
  const isStranger = code === 'NOT_FOUND' && user?.isGuest !== false && isVisit && !isDeadInvite(req, code);
  const isLost = draft !== undefined && code === 'NOT_FOUND';
  const signIn =
    isStranger ||
    code === 'SIGN_IN_REQUIRED' ||
    (isOther && !user) ||
    (INSTEAD_OF_PAGE.has(code) && user?.isGuest !== false);
  const again = isVisit && PASSING.has(code) && isLocalPath(req.originalUrl) ? req.originalUrl : undefined;
  const room = draft && roomPath(roomKey(draft.room ?? LOBBY) ?? LOBBY);
  const back = room !== undefined && !isLost ? room : (req.refused?.back ?? backLinkOf(req));
  // Where signing in and the choice of a language lead: a POST is at no address that one can come back to.
  const here = room ?? (isVisit ? undefined : back);
  return {
    draft,
    isLost,
    isOther,
    isStranger,
    mayBeConnection: OF_CONNECTION.has(code),
    signIn,
    returns: !INSTEAD_OF_PAGE.has(code),
    again,
    back,
    ...(here === undefined ? {} : { here }),
    primary: primaryOf({ send: draft !== undefined && !isLost, signIn, again, back }),
  };
}

function primaryOf(ways: Record<string, unknown>): string | undefined {
  return Object.keys(ways).find((way) => ways[way]);
}
