/** Methods that change nothing (RFC 9110, 9.2.1); we serve no other safe ones. */
export const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** Express ignores letter case and a trailing slash. */
const FOR_PROGRAMS = /^\/(?:a|api)(?:\/|$)/i;
const PAGE_OF_PROGRAMS = /^\/api\/docs\/?$/i;

/** True if no page is at this path. */
export function isForPrograms(path: string): boolean {
  return FOR_PROGRAMS.test(path) && !PAGE_OF_PROGRAMS.test(path);
}
