import type { Request } from 'express';

/** Methods that change nothing. */
export const READING = new Set(['GET', 'HEAD']);
/** Express takes any letter case, and a slash behind. */
const FOR_PROGRAMS = /^\/(?:a|api)(?:\/|$)/i;
const PAGE_OF_PROGRAMS = /^\/api\/docs\/?$/i;
const POLL = /^\/(?:a\/message\/updates|api\/updates)\/?$/i;

/** What is open to everybody where guests may not enter: ways to sign in, and what no room is in. */
const OPEN_TO_ALL = new Set([
  '/sign-in',
  '/sign-in/link',
  '/sign-up',
  '/healthz',
  '/readyz',
  '/a/language',
  '/api/docs',
  '/api/docs-json',
  '/api/me',
  '/api/account',
  '/api/session',
  '/api/session/end',
  '/api/sign-in-links/use',
]);

/** Somebody opens a page, who can be given a new session with it. */
export function isPageVisit({ method, path }: Request): boolean {
  return READING.has(method) && !isForPrograms(path);
}

/** True of a path that no page is at. */
export function isForPrograms(path: string): boolean {
  return FOR_PROGRAMS.test(path) && !PAGE_OF_PROGRAMS.test(path);
}

/** A poll never sets a cookie. */
export function isPoll({ path }: Request): boolean {
  return POLL.test(path);
}

/** True of whoever has no account and asks for what only accounts may have, where guests may not enter. */
export function keepsOut({ path, session }: Request): boolean {
  return (session.user === null || session.user.isGuest) && !OPEN_TO_ALL.has(path);
}
