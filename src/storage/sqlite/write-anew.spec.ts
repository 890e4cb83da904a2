import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeAnew } from './write-anew.js';

function file(): string {
  return join(mkdtempSync(join(tmpdir(), 'linger-')), 'file');
}

describe('writeAnew', () => {
  it.each([0, 1, 1 << 20, 2_500_000])('leaves a file of %i bytes as it is', (length) => {
    const path = file();
    const bytes = randomBytes(length);
    writeFileSync(path, bytes);
    writeAnew(path);
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  it('makes no file where there is none', () => {
    const path = file();
    writeAnew(path);
    expect(() => readFileSync(path)).toThrow('ENOENT');
  });
});
