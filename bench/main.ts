import { join } from 'node:path';
import type { Audience } from './audience.js';
import { Callgrind } from './callgrind.js';
import { cleanUpAtExit } from './children.js';
import type { Samples } from './columns.js';
import { countOf, countReport, type Counts } from './counting.js';
import type { FanOutSample } from './fan-out.js';
import { LoadClient } from './load-client.js';
import { chooseCores, describeMachine, openFilesLimit, pinSelf } from './machine.js';
import { disturbances, faultsIn } from './notes.js';
import { HELP, type Options, parseOptions } from './options.js';
import { fillBetweenMarks } from './marks.js';
import { nodesReport } from './nodes/report.js';
import { faultsAmong, measureNodes } from './nodes/run.js';
import { report, type Results, summary } from './report.js';
import { fanOutRounds, pageRounds, sendRounds, type Setting } from './rounds.js';
import type { ServerKind } from './server-under-test.js';
import { ROOT } from './root.js';
import { findServers } from './servers.js';

/** Open files besides the clients' connections. */
const FILES_BESIDES_CLIENTS = 200;

/** Measures, reports, and answers whether every client was given every message once, in order. */
async function run(options: Options): Promise<boolean> {
  const results = await measure(options);
  const faults = faultsIn(results.fanOut);
  const notes = [...results.notes, ...disturbances(results.fanOut)];
  const whole = { ...results, notes: [...faults, ...notes] };
  process.stdout.write(`${report(whole)}\n`);
  // Do not publish figures of a server that loses messages.
  if (options.updateDocs && faults.length === 0) fillDocs(whole);
  return faults.length === 0;
}

async function measure(options: Options): Promise<Results> {
  const { kinds, leftOut } = serversOf(options);
  const cores = chooseCores();
  if (cores) pinSelf(cores.generator);
  const setting: Setting = { core: cores?.server, say };
  const notes = [...leftOut];
  const fanOut = new Map<Audience, Samples<FanOutSample>>();
  for (const audience of allowedAudiences(options.audiences, notes)) {
    const able = kinds.filter(
      ({ surface }) => surface === 'linger' || (audience.rooms === 1 && audience.named === 0),
    );
    fanOut.set(audience, await fanOutRounds(able, audience, options, setting));
  }
  const postable = kinds.filter(({ surface }) => surface !== 'socket.io');
  const sending = options.send ? await sendRounds(postable, options, setting) : undefined;
  const pages = options.pages ? await pageRounds(postable, options, setting) : undefined;
  return {
    date: today(),
    machine: describeMachine(options.node),
    pinned: cores !== undefined,
    rounds: options.rounds,
    fanOut,
    isGrowth: options.growth,
    sending,
    pages,
    notes,
  };
}

/** Measures chats of several nodes, reports, and answers whether every client was given every message once, in order. */
async function runNodes(options: Options, counts: readonly number[]): Promise<boolean> {
  const waiters = Math.min(options.waiters, openFilesLimit() - FILES_BESIDES_CLIENTS);
  const measured = await measureNodes({ ...options, counts, waiters }, say);
  const notes = faultsAmong(measured);
  const rounds = `median of ${options.rounds} interleaved rounds`;
  const about = [today(), describeMachine(options.node), rounds, 'not pinned'].join(' · ');
  const text = nodesReport({ ...measured, about, notes });
  process.stdout.write(`${text}\n`);
  if (options.updateDocs && notes.length === 0) fillDoc('docs/scaling.md', text);
  return notes.length === 0;
}

/** How many instructions things take, for each server; `true` if all could be counted. */
async function countAll(options: Options): Promise<boolean> {
  if (!Callgrind.isHere()) throw new Error('counting needs Valgrind (Debian: apt install valgrind)');
  const { kinds, leftOut } = serversOf(options);
  const plan = { clients: 1_000, visitors: options.sessions, core: chooseCores()?.server };
  const counts = new Map<ServerKind, Counts>();
  for (const kind of kinds) {
    say(`instructions, ${kind.key}`);
    counts.set(kind, await countOf(kind, plan));
  }
  const machine = [today(), describeMachine(options.node), 'callgrind'].join(' · ');
  process.stdout.write(`${[countReport(counts, machine), ...leftOut].join('\n\n')}\n`);
  return true;
}

function serversOf({ servers, node }: Options): ReturnType<typeof findServers> {
  const found = findServers(servers, node);
  if (found.kinds.length === 0) throw new Error(`no server to measure. ${found.leftOut.join(' ')}`);
  return found;
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

/** Audiences that the limit of open files allows; larger ones are reduced to it. */
function allowedAudiences(audiences: readonly Audience[], notes: string[]): Audience[] {
  const limit = openFilesLimit();
  const most = limit - FILES_BESIDES_CLIENTS;
  if (most < 1) throw new Error(`too few open files allowed (ulimit -n says ${limit})`);
  for (const { clients } of audiences.filter((each) => each.clients > most)) {
    notes.push(`${clients} clients became ${most}: only ${limit} open files are allowed (ulimit -n).`);
  }
  const allowed = audiences.map((each) => ({ ...each, clients: Math.min(each.clients, most) }));
  return [...new Map(allowed.map((each) => [JSON.stringify(each), each])).values()];
}

function fillDocs(results: Results): void {
  for (const [name, text] of [
    ['docs/performance.md', report(results)],
    ['README.md', summary(results, 'en')],
    ['README.zh-CN.md', summary(results, 'zh')],
  ] as const)
    fillDoc(name, text);
}

function fillDoc(name: string, text: string): void {
  say(fillBetweenMarks(join(ROOT, name), text) ? `${name} updated` : `${name}: no <!-- bench --> to fill`);
}

/** Progress for the person watching; standard output contains only the report. */
function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

function chosen(options: Options): Promise<boolean> {
  if (options.nodes) return runNodes(options, options.nodes);
  return options.instructions ? countAll(options) : run(options);
}

try {
  const options = parseOptions(process.argv.slice(2));
  if (!options) {
    process.stdout.write(HELP);
  } else {
    cleanUpAtExit();
    LoadClient.compile();
    process.exitCode = (await chosen(options)) ? 0 : 1;
  }
} catch (error) {
  say(`bench: ${error instanceof Error ? error.message : String(error)}`);
  // Timers and connections of a failed run may still exist; do not wait for them.
  process.exit(1);
}
