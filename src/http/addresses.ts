/** Methods that change nothing (RFC 9110, 9.2.1); no other of them is served. */
export const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** Express takes any letter case, and a slash behind. */
const FOR_PROGRAMS = /^\/(?:a|api)(?:\/|$)/i;
const PAGE_OF_PROGRAMS = /^\/api\/docs\/?$/i;

/** True of a path that no page is at. */
export function isForPrograms(path: string): boolean {
  return FOR_PROGRAMS.test(path) && !PAGE_OF_PROGRAMS.test(path);
}
