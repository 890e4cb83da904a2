import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storageOf } from './postgres/databases.js';

const MAIN = join(import.meta.dirname, '../../dist/main.js');
const START_TIMEOUT_MS = 300_000;

export interface ServerProcess {
  url: string;
  dataDir: string;
  pid: number;
  /** Resolves when it has ended and said all, with the exit code, null if a signal ended it. */
  ended: Promise<number | null>;
  /** SIGTERM; resolves with the exit code, null if a signal ended it. */
  stop(): Promise<number | null>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** Everything it has written so far. */
  logs(): string;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * The built program as a process of its own, ready. On a folder and a database of its own, unless `DATA_DIR` names those
 * of an earlier one. `main`: of another build than the one here.
 */
export async function startServer({
  env = {},
  args = [],
  main = MAIN,
}: { env?: Record<string, string>; args?: string[]; main?: string } = {}): Promise<ServerProcess> {
  const dataDir = env['DATA_DIR'] ?? mkdtempSync(join(tmpdir(), 'linger-'));
  const port = env['PORT'] ?? String(await freePort());
  const child = spawn(process.execPath, [main, ...args], {
    // Away from the repository, whose .env must not matter.
    cwd: tmpdir(),
    env: {
      PATH: process.env['PATH'],
      HOST: '127.0.0.1',
      LOG_LEVEL: 'debug',
      ...storageOf(dataDir),
      ...env,
      PORT: port,
      DATA_DIR: dataDir,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const end = (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    return ended;
  };
  const url = `http://127.0.0.1:${port}`;
  await ready(child, url, () => output);
  return {
    url,
    dataDir,
    pid: child.pid as number,
    ended,
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
    logs: () => output,
  };
}

async function ready(child: ChildProcess, url: string, output: () => string): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < deadline && child.exitCode === null) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  child.kill('SIGKILL');
  throw new Error(`The server did not become ready:\n${output()}`);
}
