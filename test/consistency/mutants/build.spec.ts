import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildMutant } from './build.js';
import { mutant } from './mutant.js';

let root: string;
const made: string[] = [];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'linger-root-'));
  made.push(root);
  mkdirSync(join(root, 'dist-src'));
  writeFileSync(join(root, 'dist-src/main.js'), 'one $& two two');
  writeFileSync(join(root, 'package.json'), '{}');
});
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

describe('a mutant', () => {
  it('is a copy with the change, and leaves the program as it is', () => {
    const { folder, main } = buildMutant(root, mutant('m', ['lost'], 'main.js', ['one', '$& three']));
    made.push(folder);
    expect(readFileSync(main, 'utf8')).toBe('$& three $& two two');
    expect(existsSync(join(folder, 'package.json'))).toBe(true);
    expect(readFileSync(join(root, 'dist-src/main.js'), 'utf8')).toBe('one $& two two');
  });

  it.each([
    ['nowhere', 'four', 0],
    ['twice', 'two', 2],
  ])('whose text is %s is told, not tried', (_, find, times) => {
    const build = () => buildMutant(root, mutant('m', ['lost'], 'main.js', [find, 'x']));
    expect(build).toThrow(`m: its text is ${times} times in main.js, not once`);
  });
});
