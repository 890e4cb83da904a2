import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { DATABASE, type Target, moved, rowsIn } from './moving.js';

/** What a move says that is refused: in words, without a stack or a password, and with the old database as it was. */
export async function refusalOf(
  dataDir: string,
  target: Target,
  env: Record<string, string> = {},
): Promise<string> {
  const before = rowsIn(dataDir);
  const { code, stdout, stderr } = await moved(dataDir, target, env);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^The move to PostgreSQL did not finish\. Settings:\n/m);
  expect(stderr).not.toMatch(/\n\s+at |undefined/);
  if (URL.canParse(target.url)) expect(stderr).not.toContain(new URL(target.url).password || 'no password');
  expect(rowsIn(dataDir)).toEqual(before);
  expect(existsSync(join(dataDir, DATABASE))).toBe(true);
  return stderr;
}

/** Another address. */
export function changed(url: string, change: Partial<URL>): string {
  return Object.assign(new URL(url), change).href;
}
