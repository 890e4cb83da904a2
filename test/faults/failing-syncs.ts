import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { until } from '../support/until.js';

const SYNCS = 'fsync,fdatasync';

/** Arguments of strace: these syncs of a file fail with EIO; `which` counts them: `1` is the first, `1+` all. */
function failing(file: string, which: string): string[] {
  return ['-f', '-P', file, '-e', `trace=${SYNCS}`, '-e', `inject=${SYNCS}:error=EIO:when=${which}`];
}

/** The command that runs another, in which all syncs of a file fail. */
export function underFailingSyncs(file: string): string[] {
  return ['strace', '--seccomp-bpf', ...failing(file, '1+')];
}

/**
 * Makes syncs of a file fail in a running process, from when it resolves until the test has finished. Answers a function
 * that says how many have failed.
 */
export async function failSyncs(pid: number, file: string, which: string): Promise<() => number> {
  const record = join(mkdtempSync(join(tmpdir(), 'linger-strace-')), 'record');
  const strace = spawn('strace', [...failing(file, which), '-o', record, '-p', String(pid)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  strace.stderr.on('data', (chunk) => (said += String(chunk)));
  await once(strace, 'spawn');
  onTestFinished(() => void strace.kill('SIGTERM'));
  await until(() => {
    if (strace.exitCode !== null) throw new Error(`strace has ended: ${said}`);
    return said.includes('attached');
  }, 'strace attached');
  return () => readFileSync(record, 'utf8').split('(INJECTED)').length - 1;
}
