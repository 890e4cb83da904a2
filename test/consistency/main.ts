import { writeFileSync } from 'node:fs';
import type { Fault } from './history.js';
import { HELP, type Options, parseOptions } from './options.js';
import { longProfile } from './profile.js';
import { Random } from './random.js';
import { report } from './report.js';
import { runCheck } from './run.js';

async function check({ seconds, seed, nodes, main, jsonFile }: Options): Promise<boolean> {
  process.stdout.write(`Seed ${seed}, ${seconds} s\n`);
  const profile = longProfile(seconds, new Random(seed).fork('profile'), nodes);
  const other = { ...(main === undefined ? {} : { main }), ...(nodes === undefined ? {} : { nodes }) };
  const { history, verdict } = await runCheck(profile, { seed, watch: tell, ...other });
  if (jsonFile !== undefined)
    writeFileSync(jsonFile, JSON.stringify({ ...history, logs: Object.fromEntries(history.logs) }));
  process.stdout.write(`${report(verdict, history)}\n`);
  return verdict.result === 'valid';
}

/** Progress for the person watching; standard output contains only the report. */
function tell({ kind, at, readyAt, overAt }: Fault): void {
  const recovered = readyAt > overAt ? `, ready again after ${Math.round(readyAt - overAt)} ms` : '';
  process.stderr.write(`${(at / 1000).toFixed(1)} s: ${kind}${recovered}\n`);
}

try {
  const options = parseOptions(process.argv.slice(2));
  if (!options) process.stdout.write(HELP);
  else process.exitCode = (await check(options)) ? 0 : 1;
} catch (error) {
  process.stderr.write(`check: ${error instanceof Error ? error.stack : String(error)}\n`);
  process.stderr.write(
    error instanceof Error && error.cause instanceof Error ? `${error.cause.stack}\n` : '',
  );
  // Clients of a failed run may still be running; do not wait for them.
  process.exit(1);
}
