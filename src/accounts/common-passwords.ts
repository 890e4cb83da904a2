import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The most common passwords, in lower case. `common-passwords.txt` names the source. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  readFileSync(join(import.meta.dirname, 'common-passwords.txt'), 'utf8')
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .flatMap((line) => line.split(' '))
    .filter((word) => word !== ''),
);
