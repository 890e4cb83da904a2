import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What people choose most, in small letters: `common-passwords.txt` says where it is from. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  readFileSync(join(import.meta.dirname, 'common-passwords.txt'), 'utf8')
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .flatMap((line) => line.split(' '))
    .filter((word) => word !== ''),
);
