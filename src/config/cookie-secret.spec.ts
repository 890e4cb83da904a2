import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CookieSecret } from './cookie-secret.js';
import { loadConfig } from './load-config.js';

it.each([
  ['empty', ''],
  ['short', 'damaged'],
  ['of blanks', ' '.repeat(64)],
  ['of zeros', '\0'.repeat(64)],
])('D1 a cookie secret whose file is %s is refused, and the file named and left as it is', (_, content) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'linger-'));
  const file = join(dataDir, 'cookie-secret');
  writeFileSync(file, content);
  expect(() => new CookieSecret(loadConfig({ DATA_DIR: dataDir }))).toThrow(
    `DATA_DIR: The secret in ${file} is damaged. Restore the file from a backup, or delete it`,
  );
  expect(readFileSync(file, 'utf8')).toBe(content);
});
