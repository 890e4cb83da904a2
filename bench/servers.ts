import type { ChildProcess } from 'node:child_process';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { rememberFolder } from './children.js';
import { ROOT } from './root.js';
import type { Launch, ServerKind } from './server-under-test.js';

/** Long enough for a server under Valgrind. */
const START_MS = 90_000;
const WAITERS_PATH = '/bench/waiters';

/** The servers that can run on this machine, and a reason for each that cannot. `node` runs those that are written for it. */
export function findServers(
  keys: readonly string[],
  node = process.execPath,
): { kinds: ServerKind[]; leftOut: string[] } {
  const kinds: ServerKind[] = [];
  const leftOut: string[] = [];
  for (const key of keys) {
    const found = find(key, node);
    if (typeof found === 'string') leftOut.push(found);
    else kinds.push(found);
  }
  return { kinds, leftOut };
}

function find(key: string, node: string): ServerKind | string {
  if (key === 'bare') return baseline(key, 'bare `node:http`', 'bare-node.js', node, 'chat');
  if (key === 'socket.io') return baseline(key, 'socket.io 4, polling', 'socket-io.js', node, 'socket.io');
  if (key === 'tornado') return tornado();
  if (key === 'linger') return linger(key, '**Linger**', join(ROOT, 'dist/main.js'), node);
  const [other, path] = key.split('=', 2);
  if (other === 'linger' && path) return linger(key, `Linger in ${path}`, join(path, 'dist/main.js'), node);
  const known = 'bare, socket.io, tornado, linger, linger=FOLDER';
  throw new Error(`--servers: "${key}" is none of ${known}`);
}

function baseline(
  key: string,
  name: string,
  file: string,
  node: string,
  surface: ServerKind['surface'],
): ServerKind {
  const script = fileURLToPath(new URL(`baselines/${file}`, import.meta.url));
  return { key, name, surface, prepare: async () => printsItsPort([node, script]) };
}

function tornado(): ServerKind | string {
  // The first python3 on the path often lacks the system's packages.
  const candidates = [process.env['PYTHON'], 'python3', '/usr/bin/python3'];
  for (const python of candidates.filter((name) => name !== undefined)) {
    const version = tornadoVersion(python);
    if (version === undefined) continue;
    const script = join(ROOT, 'bench/baselines/tornado_chat.py');
    const prepare = async () => printsItsPort([python, script]);
    return { key: 'tornado', name: `Tornado ${version}`, surface: 'chat', prepare };
  }
  return 'tornado is left out: no python3 here can import it (set PYTHON to one that can).';
}

function tornadoVersion(python: string): string | undefined {
  const code = 'import tornado; print(tornado.version)';
  const probe = spawnSync(python, ['-c', code], { encoding: 'utf8', timeout: 10_000 });
  return probe.status === 0 ? probe.stdout.trim() : undefined;
}

/** Linger, or another build of it, such as one from before a change. */
function linger(key: string, name: string, script: string, node: string): ServerKind | string {
  if (!existsSync(script)) return `${name} is left out: ${script} is not built (npm run build).`;
  return { key, name, surface: 'linger', prepare: () => lingerLaunch(script, node) };
}

/** `settings`: those that differ from the others'. */
export async function lingerLaunch(
  script: string,
  node: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Launch> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'linger-bench-'));
  rememberFolder(folder);
  return {
    // As `npm start` runs it.
    command: [node, '--max-semi-space-size=32', script],
    env: {
      NODE_ENV: 'production',
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: folder,
      LIMITS: 'off',
      // The maximum, so that few polls end without news while they are counted.
      HOLD_MS: '50000',
      LOG_LEVEL: 'warn',
      ...settings,
    },
    folder,
    ready: () => untilReady(port),
  };
}

function printsItsPort(command: readonly string[]): Launch {
  return { command, env: {}, ready: printedPort, waitersPath: WAITERS_PATH };
}

async function printedPort(child: ChildProcess): Promise<number> {
  if (!child.stdout) throw new Error('the output of the baseline is not readable');
  const lines = createInterface({ input: child.stdout, signal: AbortSignal.timeout(START_MS) });
  for await (const line of lines) {
    const port = /^listening (\d+)$/.exec(line)?.[1];
    if (port !== undefined) return Number(port);
  }
  throw new Error('the baseline printed no port');
}

async function untilReady(port: number): Promise<number> {
  const deadline = performance.now() + START_MS;
  while (performance.now() < deadline) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.status === 200) return port;
    await sleep(50);
  }
  throw new Error(`/readyz did not answer 200 within ${START_MS / 1_000} s`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
