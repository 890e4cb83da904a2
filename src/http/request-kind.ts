import type { Request } from 'express';

/** Methods that change nothing (RFC 9110, 9.2.1); we serve no other safe ones. */
export const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** Express ignores letter case and a trailing slash. */
const API = /^\/(?:a|api)(?:\/|$)/i;
const API_DOCS_PAGE = /^\/api\/docs\/?$/i;

/** True if no page is at this path. */
export function isApiPath(path: string): boolean {
  return API.test(path) && !API_DOCS_PAGE.test(path);
}

/** True if a person opens a page, so that the answer may give them a new session. */
export function isPageVisit({ method, path }: Request): boolean {
  return SAFE_METHODS.has(method) && !isApiPath(path);
}
