import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { killAfterEach, start } from '../support/programs.js';
import type { ServerProcess } from '../support/server-process.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';
import { DatabaseProxy } from './database-proxy.js';
import { livedIn } from './lived-in.js';
import {
  DATABASE,
  MOVED,
  type Target,
  amountOf,
  copyOf,
  freshTarget,
  moved,
  moving,
  rowsAt,
  rowsIn,
} from './moving.js';

killAfterEach();

const proxies: DatabaseProxy[] = [];
afterEach(async () => {
  for (const proxy of proxies.splice(0)) await proxy.close();
});

let made: Promise<string> | undefined;

/** A folder of its own in which people have used everything: one was, and each is a copy. */
async function livedInFolder(): Promise<string> {
  made ??= (async () => {
    const server = await start();
    await livedIn(server);
    await server.stop();
    return server.dataDir;
  })();
  return copyOf(await made);
}

async function throughProxy(target: Target): Promise<{ proxy: DatabaseProxy; behind: Target }> {
  const proxy = await DatabaseProxy.to(target.url);
  proxies.push(proxy);
  return { proxy, behind: { ...target, url: proxy.url } };
}

/** Kills a move when it sends this to the database, which gets it or not. `wait`: until the database has done it. */
async function killedAt(
  dataDir: string,
  target: Target,
  text: string,
  { passOn = false, wait = () => Promise.resolve() } = {},
): Promise<void> {
  const { proxy, behind } = await throughProxy(target);
  const reached = proxy.silentAt(text, { passOn });
  const program = moving(dataDir, behind);
  await reached;
  await wait();
  await program.kill();
  proxy.cut();
}

/** Ends a simple statement. */
const COMMIT = 'commit\0';

const amountAt = async (target: Target): Promise<number> => amountOf(await rowsAt(target));

/** Kills a move that has been committed, before it knows. */
async function killedAfterCommit(dataDir: string, target: Target): Promise<void> {
  // The migrations are committed too.
  await killedAt(dataDir, target, 'insert into users');
  const wait = (): Promise<void> => until(async () => (await amountAt(target)) > 0, 'the commit');
  await killedAt(dataDir, target, COMMIT, { passOn: true, wait });
}

const on = (target: Target, dataDir: string): Promise<ServerProcess> =>
  start({
    DATABASE_URL: target.url,
    DATABASE_SCHEMA: target.schema,
    COOKIE_SECRET: readFileSync(join(dataDir, 'cookie-secret'), 'utf8'),
  });

describe('a move that is killed', () => {
  it('before its commit leaves both databases as they were, and can be repeated', async () => {
    const dataDir = await livedInFolder();
    const rows = rowsIn(dataDir);
    const target = freshTarget();
    for (const text of [
      'create table users',
      'insert into users',
      'insert into entries',
      'analyze',
      COMMIT,
    ]) {
      await killedAt(dataDir, target, text);
      expect([text, await amountAt(target), rowsIn(dataDir)]).toEqual([text, 0, rows]);
    }
    const server = await start({ DATA_DIR: dataDir });
    await (await Visitor.at(server.url)).send('on the old database');
    await server.stop();

    const later = rowsIn(dataDir);
    expect((await moved(dataDir, target)).stderr).toContain('Checked');
    expect(await rowsAt(target)).toEqual(later);
    expect(later['entries']?.length).toBe((rows['entries']?.length ?? 0) + 1);
  });

  it('after its commit is finished by a repeat, even if the new database is used meanwhile', async () => {
    const dataDir = await livedInFolder();
    const rows = rowsIn(dataDir);
    const target = freshTarget();
    await killedAfterCommit(dataDir, target);
    expect(existsSync(join(dataDir, DATABASE))).toBe(true);
    expect(await rowsAt(target)).toEqual(rows);
    const server = await on(target, dataDir);
    await (await Visitor.at(server.url)).send('on the new database');

    const { code, stdout, stderr } = await moved(dataDir, target);
    expect([code, stderr, stdout]).toEqual([
      0,
      '',
      expect.stringMatching(/^An earlier move is now finished: /),
    ]);
    expect([DATABASE, MOVED].map((file) => existsSync(join(dataDir, file)))).toEqual([false, true]);
    expect((await rowsAt(target))?.['entries']?.length).toBe((rows['entries']?.length ?? 0) + 1);
  });

  it('after its commit is not repeated if the old database was used again', async () => {
    const dataDir = await livedInFolder();
    const target = freshTarget();
    await killedAfterCommit(dataDir, target);
    const server = await start({ DATA_DIR: dataDir });
    await (await Visitor.at(server.url)).send('on the old database');
    await server.stop();

    const stored = await rowsAt(target);
    const { code, stderr } = await moved(dataDir, target);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/An installation was moved into this schema on 20.*used since/),
    ]);
    expect(await rowsAt(target)).toEqual(stored);
    expect(existsSync(join(dataDir, DATABASE))).toBe(true);
  });

  it('when it had just renamed the database was complete', async () => {
    const dataDir = await livedInFolder();
    const target = freshTarget();
    expect((await moved(dataDir, target)).code).toBe(0);
    // Power was lost before the new name was on the disk.
    renameSync(join(dataDir, MOVED), join(dataDir, DATABASE));
    expect((await moved(dataDir, target)).stdout).toMatch(/^An earlier move is now finished/);
  });
});

it('a move that loses its connection during the commit says that a repeat finds out', async () => {
  const dataDir = await livedInFolder();
  const target = freshTarget();
  await killedAt(dataDir, target, 'insert into users');
  const { proxy, behind } = await throughProxy(target);
  const committing = proxy.silentAt(COMMIT, { passOn: true });
  const moves = moved(dataDir, behind);
  await committing;
  await until(async () => (await amountAt(target)) > 0, 'the commit');
  proxy.cut();
  const { code, stderr } = await moves;
  expect([code, stderr]).toEqual([1, expect.stringMatching(/being committed .*Run the same command again/)]);
  expect(existsSync(join(dataDir, DATABASE))).toBe(true);
  expect((await moved(dataDir, target)).stdout).toMatch(/^An earlier move is now finished/);
});
