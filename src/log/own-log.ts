/** The name by which clients address the log of events that concern only themselves. */
export const OWN_LOG = '@me' as const;

/** The key under which a user's own log is stored. On the wire it is `@me`. */
export function ownLogKey(userId: string): string {
  return `@${userId}`;
}

export function isOwnLog(key: string): boolean {
  return key.startsWith('@');
}

/** The name of a room on the wire. */
export function wireKey(key: string): string {
  return isOwnLog(key) ? OWN_LOG : key;
}
