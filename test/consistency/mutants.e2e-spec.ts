import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ALL_MUTANTS } from './mutants/all.js';
import { changedFiles } from './mutants/build.js';

const ROOT = join(import.meta.dirname, '../..');

// Whether the checker finds them takes an hour (`npm run check:mutants`); whether they still match the program is checked here.
it.each(ALL_MUTANTS)('the mutant "$name" fits the compiled program', (mutant) => {
  expect(changedFiles(ROOT, mutant).size).toBeGreaterThan(0);
});
