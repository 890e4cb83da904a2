import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, watch } from 'node:fs';
import { join } from 'node:path';

/**
 * Builds server and browser anew whenever one of their files changes, and restarts the program with what was built. Open pages
 * reconnect by themselves.
 */
const ROOT = join(import.meta.dirname, '..');
const PUBLIC = join(ROOT, 'dist/public');
/** Not bundled: it takes a second more to start, but changes file by file. */
const COMPILED = join(ROOT, 'dist-src');
const MAIN = join(COMPILED, 'main.js');
/** A build writes many files; the program starts once after the last. */
const QUIET_MS = 300;

for (const folder of [COMPILED, PUBLIC]) mkdirSync(folder, { recursive: true });
const builders = [
  run([join(ROOT, 'node_modules/@nestjs/cli/bin/nest.js'), 'build', '--watch']),
  run([join(ROOT, 'scripts/build-browser.mjs'), '--watch']),
];

/** @type {import('node:child_process').ChildProcess | undefined} */
let program;
/** Whether something was built that no program was started with yet. */
let isStale = false;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

for (const folder of [COMPILED, PUBLIC])
  watch(folder, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(restart, QUIET_MS);
  });
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit());
process.on('exit', () => {
  for (const child of [...builders, program]) child?.kill();
});

function restart() {
  isStale = true;
  if (program) program.kill();
  else start();
}

function start() {
  if (!isStale || !existsSync(MAIN)) return;
  isStale = false;
  program = run(['--max-semi-space-size=32', MAIN]);
  program.once('exit', () => {
    program = undefined;
    start();
  });
}

/** @param {string[]} args */
function run(args) {
  return spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });
}
