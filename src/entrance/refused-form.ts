import type { Express, Request, RequestHandler, Response } from 'express';
import type { ChatError, ErrorCode } from '../chat-error.js';
import { isApiPath } from '../http/request-kind.js';
import type { Fields } from '../http/fields.js';
import { methodsAt } from '../http/routes.js';
import { isLocalPath } from '../http/validation.js';
import type { RefusedForm } from '../views/refused-form.js';

/**
 * Errors for which a form is not shown again: it came from another site, it was never read, or its sender is
 * somebody else now.
 */
const NOT_SHOWN_AGAIN: ReadonlySet<ErrorCode> = new Set([
  'BAD_REQUEST',
  'CROSS_SITE',
  'HOST_INVALID',
  'HOST_UNKNOWN',
  'IDENTITY_CHANGED',
  'INTERNAL',
  'METHOD_NOT_ALLOWED',
  'NEXT_INVALID',
  'PAYLOAD_TOO_LARGE',
  'SESSION_ENDED',
  'SHUTTING_DOWN',
  'SIGN_IN_REQUIRED',
  'UNSUPPORTED_MEDIA_TYPE',
]);
/** Forms for which the previous identity does not matter, because the sender is about to sign in. */
const SIGN_IN_FORMS = /^\/sign-(?:in(?:\/link)?|up)$/i;
const OTHER_IDENTITY: ReadonlySet<ErrorCode> = new Set(['IDENTITY_CHANGED', 'SESSION_ENDED']);
/** Fields that people do not type, or that must not be shown again. */
const NOT_REPEATED = /^(?:_xsrf|_csrf|acting_as|client_id|next)$|password/i;

type PageOfForm = (req: Request, room: string) => string | undefined;

/** Forms, and the pages that contain them. */
const FORM_PAGES: readonly (readonly [RegExp, PageOfForm])[] = [
  [/^\/sign-(?:in|up)$/i, (req) => `${req.path}${queryOf('next', nextOf(req))}`],
  [/^\/sign-in\/link$/i, (req) => `/sign-in/link${queryOf('code', (req.body as Fields)['code'])}`],
  [/^\/invite\/[^/]+$/i, (req) => req.path],
  [/^\/account\/(?:profile|password|sign-in-link)$/i, () => '/account'],
  [/^\/account\/delete$/i, () => '/confirm/delete-account'],
  [/^\/new\/(?:direct|group)$/i, () => '/new'],
  [/^\/rooms$/i, () => '/rooms'],
  [/^\/settings\/links$/i, (req) => `/settings${queryOf('room', req.query['room'])}`],
  [/^\/a\/rooms\/([^/]+)\/(?:rename|topic)$/i, (_, room) => `/settings?room=${room}`],
  [/^\/a\/rooms\/([^/]+)\/invitations$/i, (_, room) => `/members?room=${room}`],
  [/^\/a\/rooms\/(~[^/]+)\/leave$/i, (_, room) => `/confirm/leave?room=${room}`],
  [/^\/a\/friends\/direct-from$/i, () => '/people'],
  [/^\/a\/name$/i, nextOf],
];

/** The page to go back to: where the form would lead, or the page with the link; undefined if unknown. */
export function backLinkOf(req: Request): string | undefined {
  const back = (req.method === 'POST' ? nextOf(req) : undefined) ?? refererOf(req);
  return back === req.originalUrl ? undefined : back;
}

/** The page that shows a refused form again, and the address by which it knows the form (`RefusedForm.action`). */
export interface FormPlace {
  page: string;
  action: string;
}

/** Where a refused form is shown again; undefined if there is no such page. */
export function findFormPage(req: Request, { code }: ChatError): FormPlace | undefined {
  const isForm = req.method === 'POST' && req.refused === undefined;
  if (!isForm || (NOT_SHOWN_AGAIN.has(code) && !isStaleSignIn(req, code))) return undefined;
  const page = pageOfForm(req);
  if (page !== undefined) return { page, action: decoded(req.path) };
  const from = refererOf(req);
  return from === undefined ? undefined : { page: from, action: '' };
}

/** The page that has the form of this address: browsers that reload an answer to a form may visit its address. */
export function pageOfForm(req: Request): string | undefined {
  for (const [pattern, place] of FORM_PAGES) {
    const found = pattern.exec(req.path);
    const page = found && place(req, found[1] ?? '');
    if (page) return page;
  }
  return undefined;
}

/** True for a form that signs somebody in, if its session has ended or belongs to somebody else by now. */
export function isStaleSignIn({ path }: Request, code: ErrorCode): boolean {
  return OTHER_IDENTITY.has(code) && SIGN_IN_FORMS.test(path);
}

/** Answers with the page of a refused form, as to a GET, so it changes nothing. */
export function showFormAgain(req: Request, res: Response, page: string, refused: RefusedForm): void {
  req.refused = refused;
  req.method = 'GET';
  req.url = req.originalUrl = page;
  req.body = {};
  (req.app as unknown as RequestHandler)(req, res, (error) => req.next?.(error));
}

export function typedFields(body: unknown): Record<string, string> {
  const fields = Object.entries((body ?? {}) as Fields);
  return Object.fromEntries(
    fields.filter(
      (field): field is [string, string] => typeof field[1] === 'string' && !NOT_REPEATED.test(field[0]),
    ),
  );
}

/** The form's `next`. */
function nextOf({ body }: Request): string | undefined {
  const { next } = (body ?? {}) as Fields;
  return isLocalPath(next) ? (next as string) : undefined;
}

/** The page of this server that the request came from. */
function refererOf(req: Request): string | undefined {
  const { referer, host } = req.headers;
  if (referer === undefined || !URL.canParse(referer)) return undefined;
  const { host: from, pathname, search } = new URL(referer);
  const path = pathname + search;
  if (from !== host || !isLocalPath(path) || isApiPath(pathname)) return undefined;
  return methodsAt(req.app as Express, pathname).includes('GET') ? path : undefined;
}

function queryOf(name: string, value: unknown): string {
  return typeof value === 'string' ? `?${name}=${encodeURIComponent(value)}` : '';
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
