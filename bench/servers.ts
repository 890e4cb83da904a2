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
import { Nginx } from './nginx.js';
import type { Launch, ServerKind } from './server-under-test.js';

/** Long enough for one that runs under Valgrind. */
const START_MS = 90_000;
/** The folder that holds package.json: this file runs as dist-bench/servers.js. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));
const WAITERS_PATH = '/bench/waiters';
/** A client is two open files to it. */
const MOST_BEHIND_NGINX = 9_000;

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
  if (key === 'bare') return bareNode(node);
  if (key === 'tornado') return tornado(key, '', []);
  if (key === 'tornado-log') return tornado(key, ', request log', ['--log']);
  if (key === 'linger') return linger(key, '**Linger**', join(ROOT, 'dist/main.js'), node);
  if (key === 'bare-nginx' || key === 'linger-nginx') return throughNginx(key, node);
  const [other, path] = key.split('=', 2);
  if (other === 'linger' && path) return linger(key, `Linger in ${path}`, join(path, 'dist/main.js'), node);
  const known = 'bare, tornado, tornado-log, linger, bare-nginx, linger-nginx, linger=FOLDER';
  throw new Error(`--servers: "${key}" is none of ${known}`);
}

function bareNode(node: string): ServerKind {
  const script = fileURLToPath(new URL('baselines/bare-node.js', import.meta.url));
  const launch = printsItsPort([node, script]);
  return {
    key: 'bare',
    name: 'bare `node:http`',
    durable: false,
    hasRooms: false,
    prepare: async () => launch,
  };
}

/** The same server, asked through nginx; what nginx takes itself is not in its figures. */
function throughNginx(key: string, node: string): ServerKind | string {
  if (!Nginx.isHere()) return `${key} is left out: there is no nginx here.`;
  const behind = find(key.slice(0, -'-nginx'.length), node);
  if (typeof behind === 'string') return behind;
  return { ...behind, key, name: `${behind.name}, through nginx`, prepare: () => launchBehindNginx(behind) };
}

async function launchBehindNginx(kind: ServerKind): Promise<Launch> {
  const launch = await kind.prepare();
  const port = await freePort();
  let nginx: Nginx | undefined;
  return {
    ...launch,
    env: { ...launch.env, TRUST_PROXY: '127.0.0.1' },
    ready: async (child) => {
      nginx = await Nginx.start(port, await launch.ready(child), MOST_BEHIND_NGINX);
      return port;
    },
    after: async () => nginx?.stop(),
  };
}

function tornado(key: string, remark: string, flags: readonly string[]): ServerKind | string {
  // A python3 found first on the path often lacks what the system's own has.
  const candidates = [process.env['PYTHON'], 'python3', '/usr/bin/python3'];
  for (const python of candidates.filter((name) => name !== undefined)) {
    const version = tornadoVersion(python);
    if (version === undefined) continue;
    const script = join(ROOT, 'bench/baselines/tornado_chat.py');
    const launch = printsItsPort([python, script, ...flags]);
    return {
      key,
      name: `Tornado ${version}${remark}`,
      durable: false,
      hasRooms: false,
      prepare: async () => launch,
    };
  }
  return `${key} is left out: no python3 here can import it (set PYTHON to one that can).`;
}

function tornadoVersion(python: string): string | undefined {
  const code = 'import tornado; print(tornado.version)';
  const probe = spawnSync(python, ['-c', code], { encoding: 'utf8', timeout: 10_000 });
  return probe.status === 0 ? probe.stdout.trim() : undefined;
}

/** Ours, or another build of it, such as the one before a change. */
function linger(key: string, name: string, script: string, node: string): ServerKind | string {
  if (!existsSync(script)) return `${name} is left out: ${script} is not built (npm run build).`;
  return { key, name, durable: true, hasRooms: true, prepare: () => lingerLaunch(script, node) };
}

async function lingerLaunch(script: string, node: string): Promise<Launch> {
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
      // As long as it may be: few polls end without news while they are counted.
      HOLD_MS: '50000',
      LOG_LEVEL: 'warn',
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
