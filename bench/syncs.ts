import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rememberFolder, removeFolder } from './children.js';
import { runs } from './machine.js';
import { postAll, SENDERS } from './sending.js';
import { Sender } from './sender.js';
import { ServerUnderTest, type ServerKind } from './server-under-test.js';

const SYNCS = 'fsync,fdatasync';

/** How many posts share one sync of the disk, and how many of these there are in a second; as strace counts them. */
export interface Syncs {
  readonly postsEach: number;
  readonly perSecond: number;
}

/** Counts in a run of its own; `undefined` where there is no strace. The few of starting and stopping are in it. */
export async function countSyncs(kind: ServerKind, posts: number, core?: number): Promise<Syncs | undefined> {
  if (!runs('strace', ['--version'])) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'linger-strace-'));
  rememberFolder(folder);
  const file = join(folder, 'counts');
  const strace = ['strace', '-f', '--seccomp-bpf', '-c', '-e', `trace=${SYNCS}`, '-o', file];
  const server = await ServerUnderTest.start(kind, core, { around: (command) => [...strace, ...command] });
  try {
    const seconds = await post(server, posts);
    await server.endTraced();
    const syncs = totalIn(readFileSync(file, 'latin1'));
    return { postsEach: posts / syncs, perSecond: syncs / seconds };
  } finally {
    await server.stop();
    removeFolder(folder);
  }
}

/** Answers how many seconds it took. */
async function post(server: ServerUnderTest, posts: number): Promise<number> {
  const senders = await Sender.many(server.port, SENDERS);
  const startedAt = performance.now();
  await postAll(server, senders, posts);
  for (const sender of senders) sender.close();
  return (performance.now() - startedAt) / 1_000;
}

/** The column `calls` of strace's summary. */
function totalIn(summary: string): number {
  const calls = [...summary.matchAll(/^\s*[\d.]+\s+[\d.]+\s+\d+\s+(\d+)\s+(?:\d+\s+)?f(?:data)?sync$/gm)];
  return calls.reduce((sum, [, count]) => sum + Number(count), 0);
}
