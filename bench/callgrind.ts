import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { rememberFolder, removeFolder } from './children.js';
import { runs } from './machine.js';

const run = promisify(execFile);

/** User-space instructions: of the main thread, and of all threads together. */
export interface Instructions {
  readonly main: number;
  readonly all: number;
}

/** What Valgrind makes of a millisecond: how much longer than usual a server must be seen resting to be at rest. */
export const SLOWDOWN = 50;

/**
 * Counts the instructions of a server that runs in Valgrind's callgrind (valgrind.org/docs/manual/cl-manual.html): slowly, but
 * the same on every machine and whatever else runs there. It begins and ends on demand, so that starting and warming up are not in
 * the figures. All threads take turns on one core.
 */
export class Callgrind {
  readonly #folder = mkdtempSync(join(tmpdir(), 'linger-callgrind-'));

  constructor() {
    rememberFolder(this.#folder);
  }

  static isHere(): boolean {
    return runs('valgrind', ['--version']);
  }

  /** The command line that runs `command` under it. */
  around(command: readonly string[]): readonly string[] {
    return [
      'valgrind',
      '--tool=callgrind',
      '--quiet',
      '--instr-atstart=no',
      '--separate-threads=yes',
      // V8 writes code while it runs.
      '--smc-check=all-non-file',
      `--vgdb-prefix=${join(this.#folder, 'vgdb')}`,
      `--callgrind-out-file=${join(this.#folder, 'out')}`,
      ...command,
    ];
  }

  /** Counts what is done meanwhile. Nothing may be under way before and after. `env`: what the server runs with. */
  async count(pid: number, env: NodeJS.ProcessEnv, act: () => Promise<void>): Promise<Instructions> {
    const control = (...args: string[]) =>
      // It finds the server by names made of USER and HOST, which is a setting of ours as well.
      run('callgrind_control', [`--vgdb-prefix=${join(this.#folder, 'vgdb')}`, ...args, String(pid)], {
        env,
      });
    await control('-i', 'on');
    await control('-z');
    await act();
    const before = new Set(readdirSync(this.#folder));
    await control('-d');
    await control('-i', 'off');
    return this.#read(readdirSync(this.#folder).filter((name) => !before.has(name)));
  }

  remove(): void {
    removeFolder(this.#folder);
  }

  /** A file for each thread, the main thread's the first. */
  #read(files: readonly string[]): Instructions {
    const totals = files.flatMap((file) => {
      const text = readFileSync(join(this.#folder, file), 'latin1');
      const total = /^(?:totals|summary): (\d+)/m.exec(text)?.[1];
      return total === undefined ? [] : [{ isMain: file.endsWith('-01'), total: Number(total) }];
    });
    const main = totals.find(({ isMain }) => isMain)?.total;
    if (main === undefined) throw new Error(`callgrind wrote nothing of the main thread: ${files.join()}`);
    return { main, all: totals.reduce((sum, { total }) => sum + total, 0) };
  }
}
