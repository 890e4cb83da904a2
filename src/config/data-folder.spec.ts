import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openToOthers } from './data-folder.js';

it.each([
  [0o700, undefined],
  [0o500, undefined],
  [0o750, '0750'],
  [0o710, '0710'],
  [0o705, '0705'],
  [0o777, '0777'],
])('a folder of mode %o is open to others: %s', (mode, told) => {
  const folder = mkdtempSync(join(tmpdir(), 'linger-'));
  chmodSync(folder, mode);
  expect(openToOthers(folder)).toBe(told);
});
