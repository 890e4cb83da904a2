import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bodiesAt, killAfterEach, start } from '../support/programs.js';
import { runProgram } from '../support/run-program.js';
import { freePort, type ServerProcess } from '../support/server-process.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';
import { brokenPromises } from './broken-promises.js';
import { failSyncs, underFailingSyncs } from './failing-syncs.js';
import { PoweredDisk } from './powered-disk.js';
import { needsRootOnLinux } from './system-tool.js';
import { acknowledgedCount, refusedCount, talk, type Talker, talkersAt } from './talkers.js';

/** By then the log has been long, and brought into the database file. */
const MANY = 1500;

beforeAll(needsRootOnLinux);
killAfterEach();

/** It has ended by itself, not with success, and its last words say why. */
async function expectToHaveGivenUp(server: ServerProcess): Promise<void> {
  let code: number | null | undefined;
  void server.ended.then((ended) => (code = ended));
  await until(() => code !== undefined, 'the end');
  expect(code).toBe(1);
  const last = server.logs().trim().split('\n').at(-1) ?? '';
  expect(JSON.parse(last)).toMatchObject({ level: 60, msg: expect.stringContaining('fsync') as string });
}

/** Acknowledged messages survive a restart, and a later power cut. */
async function expectNothingLost(disk: PoweredDisk, port: string, talkers: Talker[]): Promise<void> {
  const again = await start({ ...disk.env, PORT: port, LOG_LEVEL: 'warn' });
  expect(await brokenPromises(again.url, talkers)).toEqual([]);
  const goal = acknowledgedCount(talkers) + 20;
  await talk(talkers, () => acknowledgedCount(talkers) >= goal);
  expect(acknowledgedCount(talkers)).toBeGreaterThanOrEqual(goal);
  await again.kill();
  const afterCut = await start({ ...disk.afterCut().env, PORT: port, LOG_LEVEL: 'warn' });
  expect(await brokenPromises(afterCut.url, talkers), 'after a power cut').toEqual([]);
}

describe('a single failed sync', () => {
  // A later success does not restore what the first sync lost.
  it.each([
    ['of the log', 'linger.db-wal', false],
    ['of the database file, into which the long log is brought', 'linger.db', false],
    ['of the database file, into which a deletion brings the log', 'linger.db', true],
  ])('ends the program, which loses nothing that was acknowledged: %s', async (_, name, changing) => {
    const disk = new PoweredDisk();
    const port = String(await freePort());
    const server = await start({ ...disk.env, PORT: port, LOG_LEVEL: 'warn' });
    const talkers = await talkersAt(server.url, 4);
    await talk(talkers, () => acknowledgedCount(talkers) >= 12);
    const failed = await failSyncs(server.pid, join(disk.folder, name), '1');
    for (const talker of talkers) talker.changing = changing;
    await talk(talkers, () => acknowledgedCount(talkers) > MANY);
    await expectToHaveGivenUp(server);
    expect(failed()).toBe(1);
    expect(refusedCount(talkers)).toBe(0);
    await expectNothingLost(disk, port, talkers);
  });
});

describe('a log that cannot be synced', () => {
  it('keeps the program from starting, which says so, until it can', async () => {
    const server = await start();
    await (await Visitor.at(server.url)).send('in the log');
    await server.kill();
    const { dataDir } = server;
    const under = underFailingSyncs(join(dataDir, 'linger.db-wal'));
    const { code, stderr } = await runProgram({ DATA_DIR: dataDir }, [], under);
    expect(code).toBe(1);
    expect(stderr).toMatch(/Linger could not start\.[^]*DATA_DIR[^]*EIO/);
    expect(await bodiesAt(await start({ DATA_DIR: dataDir }))).toEqual(['in the log']);
  });
});
