import { lchownSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** PostgreSQL refuses to run as root, so root runs it as the user `nobody`. For `spawn`. */
export const NOBODY: { uid?: number; gid?: number } =
  process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/** Gives a folder and all in it to the user who runs PostgreSQL. */
export function giveToNobody(folder: string): void {
  const { uid, gid } = NOBODY;
  if (uid === undefined || gid === undefined) return;
  lchownSync(folder, uid, gid);
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    lchownSync(join(folder, path), uid, gid);
}
