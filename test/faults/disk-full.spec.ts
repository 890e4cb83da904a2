import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bodiesAt, killAfterEach, start } from '../support/programs.js';
import { runProgram } from '../support/run-program.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';
import { brokenPromises } from './broken-promises.js';
import { expectReadingToGoOn, expectRefusal, heldPolls } from './going-on.js';
import { SmallDisk } from './small-disk.js';
import { needsRootOnLinux } from './system-tool.js';
import { acknowledgedCount, refusedCount, talk, talkersAt } from './talkers.js';

beforeAll(needsRootOnLinux);
killAfterEach();

describe('a start', () => {
  it('on a full disk says so, and succeeds once there is room', async () => {
    const disk = new SmallDisk(2);
    disk.fill();
    const { code, stderr } = await runProgram({ DATA_DIR: join(disk.folder, 'data') });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Linger could not start\..*disk is full\. Free some space, then start again/s);
    expect(stderr).not.toMatch(/\n\s+at /);
    disk.free();
    const server = await start({ DATA_DIR: join(disk.folder, 'data') });
    expect((await Visitor.at(server.url)).token).not.toBe('');
  });

  it.each(['', 'data'])('on a read-only disk says so, also in a folder "%s" below', async (below) => {
    const disk = new SmallDisk(1);
    disk.turnReadOnly();
    const { code, stderr } = await runProgram({ DATA_DIR: join(disk.folder, below) });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/on a read-only disk\. Set DATA_DIR/)]);
  });
});

describe('a full disk', () => {
  it('makes posts be refused and nothing else, until there is room again', async () => {
    const disk = new SmallDisk(4);
    const server = await start({ DATA_DIR: disk.folder });
    const [ann, bob, carl] = await Promise.all([
      Visitor.at(server.url),
      Visitor.at(server.url),
      Visitor.at(server.url),
    ]);
    const before = await ann.send('before');
    const held = heldPolls(bob, before);
    disk.fill();
    for (const body of ['never', 'again']) await expectRefusal(ann, { body, client_id: body });
    await expectRefusal(carl, { body: 'the first words of somebody' });
    expect((await ann.post('/a/name', { name: 'Anna' })).status).toBe(503);
    await expectReadingToGoOn(carl, before);
    await until(async () => (await carl.get('/readyz')).status === 503, 'not ready');

    disk.free();
    await until(async () => (await carl.get('/readyz')).status === 200, 'ready');
    const after = await ann.send('after');
    expect(await held).toEqual([after.id, after.id]);
    const again = await ann.send('again', { client_id: 'again' });
    expect((await ann.send('again', { client_id: 'again' })).id).toBe(again.id);
    expect(await bodiesAt(server)).toEqual(['before', 'after', 'again']);
    await server.kill();
    expect(await bodiesAt(await start({ DATA_DIR: disk.folder }))).toEqual(['before', 'after', 'again']);
  });

  it('loses nothing that was acknowledged when it fills under load', async () => {
    const disk = new SmallDisk(12);
    const server = await start({ DATA_DIR: disk.folder, LOG_LEVEL: 'warn' });
    const talkers = await talkersAt(server.url, 4);
    let enough = false;
    const talking = talk(talkers, () => enough);
    // By then the log has been long, and the database file has to grow.
    await until(() => acknowledgedCount(talkers) > 300, 'many messages');
    disk.fill();
    await until(() => refusedCount(talkers) > 20, 'refused');
    disk.free();
    const before = acknowledgedCount(talkers);
    await until(() => acknowledgedCount(talkers) > before + 20, 'acknowledged again');
    enough = true;
    await talking;
    expect(await brokenPromises(server.url, talkers)).toEqual([]);
    await server.kill();
    const again = await start({ DATA_DIR: disk.folder });
    expect(await brokenPromises(again.url, talkers)).toEqual([]);
  });
});
