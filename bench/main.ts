import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanUpAtExit } from './children.js';
import type { FanOutSample } from './fan-out.js';
import { inWords, lastRecorded, record, recordOf } from './history.js';
import { canCountInstructions } from './instructions.js';
import { chooseCores, describeMachine, openFilesLimit, pinSelf } from './machine.js';
import { disturbances, faultsIn, generatorCost } from './notes.js';
import { HELP, type Options, parseOptions } from './options.js';
import { updateReadme } from './readme.js';
import { report, type Results } from './report.js';
import { fanOutRounds, type Samples, sendRounds, type Setting } from './rounds.js';
import { findServers, ROOT } from './servers.js';

/** What the servers and this process have open besides the clients' connections. */
const FILES_BESIDES_CLIENTS = 200;

/** Measures, reports, and answers whether every client was given every message once, in order. */
async function run(options: Options): Promise<boolean> {
  const results = await measure(options);
  const faults = faultsIn(results.fanOut);
  const notes = [...results.notes, ...disturbances(results.fanOut), ...generatorCost(results.fanOut)];
  const whole = { ...results, notes: [...faults, ...notes] };
  process.stdout.write(`${report(whole, 'en')}\n`);
  const [last, now] = [lastRecorded(), recordOf(whole)];
  if (last) say(`last recorded: ${inWords(last)}`);
  if (now) say(`this run:      ${inWords(now)}`);
  if (options.record && now && faults.length === 0) record(now);
  if (options.jsonFile !== undefined) writeFileSync(options.jsonFile, toJson(whole));
  // Figures of a server that loses messages are not for show.
  if (options.updateReadme && faults.length === 0) fillReadmes(whole);
  return faults.length === 0;
}

async function measure(options: Options): Promise<Results> {
  const { kinds, leftOut } = findServers(options.servers);
  if (kinds.length === 0) throw new Error(`no server to measure. ${leftOut.join(' ')}`);
  const cores = chooseCores();
  if (cores) pinSelf(cores.generator);
  const setting: Setting = { core: cores?.server, instructions: canCountInstructions(), say };
  const notes = [...leftOut];
  const fanOut = new Map<number, Samples<FanOutSample>>();
  for (const clients of allowedSizes(options.clients, notes)) {
    fanOut.set(clients, await fanOutRounds(kinds, clients, options, setting));
  }
  const sending = options.send ? await sendRounds(kinds, options, setting) : undefined;
  const date = new Date().toISOString().slice(0, 10);
  const basics = { date, machine: describeMachine(), pinned: cores !== undefined, rounds: options.rounds };
  return { ...basics, fanOut, sending, notes };
}

/** Numbers of clients for which there are enough files; others become the most there can be. */
function allowedSizes(sizes: readonly number[], notes: string[]): number[] {
  const limit = openFilesLimit();
  const most = limit - FILES_BESIDES_CLIENTS;
  if (most < 1) throw new Error(`too few open files allowed (ulimit -n says ${limit})`);
  for (const size of sizes.filter((each) => each > most)) {
    notes.push(`${size} clients became ${most}: only ${limit} open files are allowed (ulimit -n).`);
  }
  return [...new Set(sizes.map((size) => Math.min(size, most)))];
}

function fillReadmes(results: Results): void {
  for (const [name, language] of [
    ['README.md', 'en'],
    ['README.zh-CN.md', 'zh'],
  ] as const) {
    const done = updateReadme(join(ROOT, name), report(results, language));
    say(done ? `${name} updated` : `${name}: no <!-- bench --> to fill`);
  }
}

/** For the person in front of the screen; standard output holds nothing but the report. */
function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function byKey<T>(samples: Samples<T>): Record<string, readonly T[]> {
  return Object.fromEntries([...samples].map(([kind, own]) => [kind.key, own]));
}

function toJson(results: Results): string {
  const fanOut = [...results.fanOut].map(([clients, samples]) => [clients, byKey(samples)]);
  const sending = results.sending && byKey(results.sending);
  return JSON.stringify({ ...results, fanOut: Object.fromEntries(fanOut), sending }, null, 2);
}

try {
  const options = parseOptions(process.argv.slice(2));
  if (!options) {
    process.stdout.write(HELP);
  } else {
    cleanUpAtExit();
    process.exitCode = (await run(options)) ? 0 : 1;
  }
} catch (error) {
  say(`bench: ${error instanceof Error ? error.message : String(error)}`);
  // Timers and connections of what failed may still be there; they must not hold us back.
  process.exit(1);
}
