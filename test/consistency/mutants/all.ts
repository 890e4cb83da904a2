import type { Mutant } from './mutant.js';
import { MUTANTS_OF_THE_LOG } from './of-the-log.js';
import { MUTANTS_OF_THE_NODES } from './of-the-nodes.js';
import { MUTANTS_OF_THE_POLLS } from './of-the-polls.js';

export const ALL_MUTANTS: readonly Mutant[] = [
  ...MUTANTS_OF_THE_LOG,
  ...MUTANTS_OF_THE_POLLS,
  ...MUTANTS_OF_THE_NODES,
];
