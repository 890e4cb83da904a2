import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildMutant } from './mutants/build.js';
import { MUTANTS_OF_THE_LOG } from './mutants/of-the-log.js';
import { MUTANTS_OF_THE_POLLS } from './mutants/of-the-polls.js';

const ROOT = join(import.meta.dirname, '../..');

// Whether they are caught takes an hour (`npm run check:mutants`); whether they still match the program is checked here.
describe('a mistake of which the check has to tell', () => {
  it.each([...MUTANTS_OF_THE_LOG, ...MUTANTS_OF_THE_POLLS].map((mutant) => ({ mutant, name: mutant.name })))(
    'can be made in the program as it is: $name',
    ({ mutant }) => {
      const { folder, main } = buildMutant(ROOT, mutant);
      rmSync(folder, { recursive: true });
      expect(main).toContain('main.js');
    },
  );
});
