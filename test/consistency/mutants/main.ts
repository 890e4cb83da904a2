import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { MUTANT_NODES_PROFILE, MUTANT_PROFILE } from '../profile.js';
import { type RunOptions, runCheck } from '../run.js';
import type { Verdict } from '../verdict/verdict.js';
import { ALL_MUTANTS } from './all.js';
import { buildMutant, changedFiles } from './build.js';
import type { Mutant } from './mutant.js';

const ROOT = join(import.meta.dirname, '../../..');
/** A mistake that rarely shows may need several runs. */
const MAX_RUNS = 6;

interface Caught {
  runs: number;
  verdict: Verdict;
}

/** Runs the checker against the program with one mistake after the other; false if it does not find one of them. */
async function checkMutants(names: readonly string[]): Promise<boolean> {
  const chosen = ALL_MUTANTS.filter(
    ({ name }) => names.length === 0 || names.some((part) => name.includes(part)),
  );
  if (chosen.length === 0) throw new Error(`no mutant is called ${names.join(' or ')}`);
  // Report a missing text at once, not after hours.
  for (const mutant of chosen) changedFiles(ROOT, mutant);
  say('| mutant | caught by | runs |');
  say('| --- | --- | ---: |');
  let survivors = 0;
  for (const mutant of chosen) {
    const caught = await hunt(mutant);
    if (!caught) survivors++;
    say(
      `| ${mutant.name} | ${caught ? kindsOf(caught.verdict) : '**nothing**'} | ${caught?.runs ?? MAX_RUNS} |`,
    );
  }
  say(`\n${chosen.length - survivors} of ${chosen.length} caught`);
  return survivors === 0;
}

/** Runs until the checker reports what the mutant breaks; other reports do not count. */
async function hunt(mutant: Mutant): Promise<Caught | undefined> {
  const { folder, main } = buildMutant(ROOT, mutant);
  try {
    for (let runs = 1; runs <= MAX_RUNS; runs++) {
      const verdict = await judged(mutant, { seed: runs, main });
      if (verdict.violations.some(({ kind }) => mutant.breaks.includes(kind))) return { runs, verdict };
    }
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function judged({ nodes }: Mutant, options: RunOptions): Promise<Verdict> {
  const run =
    nodes === undefined
      ? runCheck(MUTANT_PROFILE, options)
      : runCheck(MUTANT_NODES_PROFILE, { ...options, nodes });
  return (await run).verdict;
}

/** The kinds of reported violations, the most frequent first. */
function kindsOf({ violations }: Verdict): string {
  const counts = new Map<string, number>();
  for (const { kind } of violations) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const sorted = [...counts].toSorted(([, a], [, b]) => b - a);
  return sorted.map(([kind, count]) => `${kind} (${count})`).join(', ');
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  process.exitCode = (await checkMutants(process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  process.stderr.write(
    `mutants: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  if (error instanceof Error && error.cause instanceof Error) process.stderr.write(`${error.cause.stack}\n`);
  process.exit(1);
}
