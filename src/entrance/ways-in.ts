import type { Request } from 'express';
import { SAFE_METHODS, isForPrograms } from '../http/addresses.js';

const POLL = /^\/(?:a\/message\/updates|api\/updates)\/?$/i;

/** Somebody opens a page, who can be given a new session with it. */
export function isPageVisit({ method, path }: Request): boolean {
  return SAFE_METHODS.has(method) && !isForPrograms(path);
}

/** A poll never sets a cookie. */
export function isPoll({ path }: Request): boolean {
  return POLL.test(path);
}
