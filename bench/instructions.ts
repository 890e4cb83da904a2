import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { remember } from './children.js';

const COUNT = ['stat', '-x', ',', '-e', 'instructions:u'];
/** perf has no sign for "now I count"; nothing happens on the server meanwhile. */
const ATTACH_MS = 500;

let canCount: boolean | undefined;

/** Whether `perf` can count instructions here: many virtual machines hide the counter. */
function canCountInstructions(): boolean {
  const probe = spawnSync('perf', [...COUNT, 'true'], { encoding: 'utf8', timeout: 10_000 });
  return probe.status === 0 && parseCount(probe.stderr) !== undefined;
}

/** Counts the user-space instructions of all threads until the function it returns is called, where that can be done. */
export async function countInstructions(
  pid: number,
): Promise<(() => Promise<number | undefined>) | undefined> {
  canCount ??= canCountInstructions();
  if (!canCount) return undefined;
  const perf = spawn('perf', [...COUNT, '-p', String(pid)], { stdio: ['ignore', 'ignore', 'pipe'] });
  remember(perf);
  let report = '';
  perf.stderr.setEncoding('utf8').on('data', (text: string) => (report += text));
  perf.on('error', () => undefined);
  const ended = once(perf, 'close').catch(() => undefined);
  await sleep(ATTACH_MS);
  return async () => {
    perf.kill('SIGINT');
    await Promise.race([ended, sleep(5_000, undefined, { ref: false })]);
    return parseCount(report);
  };
}

function parseCount(report: string): number | undefined {
  const line = /^(\d+),[^\n]*instructions/m.exec(report);
  return line ? Number(line[1]) : undefined;
}
