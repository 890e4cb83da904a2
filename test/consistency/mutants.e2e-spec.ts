import { join } from 'node:path';
import { expect, it } from 'vitest';
import { changedFiles } from './mutants/build.js';
import { MUTANTS_OF_THE_LOG } from './mutants/of-the-log.js';
import { MUTANTS_OF_THE_POLLS } from './mutants/of-the-polls.js';

const ROOT = join(import.meta.dirname, '../..');

// Whether the checker finds them takes an hour (`npm run check:mutants`); whether they still match the program is checked here.
it.each([...MUTANTS_OF_THE_LOG, ...MUTANTS_OF_THE_POLLS])(
  'the mutant "$name" fits the built program',
  (mutant) => {
    expect(changedFiles(ROOT, mutant).size).toBeGreaterThan(0);
  },
);
