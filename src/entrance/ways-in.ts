import type { Request } from 'express';
import { SAFE_METHODS, isForPrograms } from '../http/addresses.js';

const POLL = /^\/(?:a\/message\/updates|api\/updates)\/?$/i;

/** True if a person opens a page, so that the answer may give them a new session. */
export function isPageVisit({ method, path }: Request): boolean {
  return SAFE_METHODS.has(method) && !isForPrograms(path);
}

/** True for polls, which never set a cookie. */
export function isPoll({ path }: Request): boolean {
  return POLL.test(path);
}
