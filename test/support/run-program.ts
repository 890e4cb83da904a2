import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { storageOf } from './postgres/databases.js';

const MAIN = join(import.meta.dirname, '../../dist/main.js');

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The built program, run until it ends by itself, with these settings and no others; `under` another command, if there is one. */
export async function runProgram(
  env: Record<string, string>,
  args: string[] = [],
  under: string[] = [],
): Promise<Finished> {
  const [command = '', ...rest] = [...under, process.execPath, MAIN, ...args];
  const child = spawn(command, rest, {
    // Away from the repository, whose .env must not matter.
    cwd: tmpdir(),
    env: {
      PATH: process.env['PATH'],
      HOST: '127.0.0.1',
      PORT: '0',
      ...(env['DATA_DIR'] === undefined ? {} : storageOf(env['DATA_DIR'])),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code: child.exitCode, stdout, stderr };
}
