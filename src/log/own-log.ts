/** Under which key somebody finds the log of what concerns them alone. */
export const OWN_LOG = '@me' as const;

/** Under which key the log of what concerns a user alone is kept. On the wire it is `@me`. */
export function ownLogKey(userId: string): string {
  return `@${userId}`;
}

export function isOwnLog(key: string): boolean {
  return key.startsWith('@');
}

/** What the wire calls a room. */
export function wireKey(key: string): string {
  return isOwnLog(key) ? OWN_LOG : key;
}
