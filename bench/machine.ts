import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, platform } from 'node:os';

/** Which core the servers get and which the load generator; none where pinning is impossible. */
export interface Cores {
  readonly server: number;
  readonly generator: number;
}

/** Two different cores of those this process may use, if `taskset` is there to pin to them. */
export function chooseCores(): Cores | undefined {
  const allowed = allowedCores();
  const server = allowed.at(-1);
  const generator = allowed[0];
  if (server === undefined || generator === undefined || server === generator) return undefined;
  return runs('taskset', ['--version']) ? { server, generator } : undefined;
}

/** Moves every thread of this process to one core. */
export function pinSelf(core: number): void {
  spawnSync('taskset', ['-a', '-c', '-p', String(core), String(process.pid)]);
}

/** The command line that starts `command` on one core. */
export function pinned(command: readonly string[], core: number | undefined): readonly string[] {
  return core === undefined ? command : ['taskset', '-c', String(core), ...command];
}

export function runs(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore', timeout: 10_000 }).status === 0;
}

/**
 * How many files this process may have open. Node raises its soft limit to the hard one by itself,
 * and the servers inherit it.
 */
export function openFilesLimit(): number {
  const line = /^Max open files\s+(\d+)/m.exec(readProc('/proc/self/limits') ?? '');
  return line ? Number(line[1]) : Infinity;
}

/** `node`: the program whose version counts. */
export function describeMachine(node: string): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown CPU';
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8', timeout: 10_000 });
  return `Node ${stdout.trim().slice(1)}, ${model}, ${cpus().length} cores, ${platform()}`;
}

/** The text of a file below /proc; `undefined` on systems without it, or once the process is gone. */
export function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return undefined;
  }
}

function allowedCores(): number[] {
  const list = /^Cpus_allowed_list:\s*(\S+)/m.exec(readProc('/proc/self/status') ?? '')?.[1];
  return (list ?? '').split(',').flatMap((range) => {
    const [from, to = from] = range.split('-').map(Number);
    if (from === undefined || to === undefined || !(to >= from)) return [];
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
}
