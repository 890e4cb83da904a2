import type { Request } from 'express';

const POLL = /^\/(?:a\/message\/updates|api\/updates)\/?$/i;

/** True for polls, which never set a cookie. */
export function isPoll({ path }: Request): boolean {
  return POLL.test(path);
}
