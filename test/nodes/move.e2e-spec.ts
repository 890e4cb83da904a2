import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { groupOf } from '../support/groups.js';
import { killAfterEach, start } from '../support/programs.js';
import type { RestClient } from '../support/rest-client.js';
import { runProgram } from '../support/run-program.js';
import { everythingRead, livedIn } from './lived-in.js';
import { DATABASE, MOVED, type Target, freshTarget, inDatabase, moved, rowsAt, rowsIn } from './moving.js';

killAfterEach();

const secretIn = (dataDir: string): string => readFileSync(join(dataDir, 'cookie-secret'), 'utf8');

const newestSeq = async (who: RestClient, room: string): Promise<number> =>
  Math.max(...(await who.entries(room)).entries.map(({ seq }) => seq));

async function roomIdsAt(target: Target): Promise<number[]> {
  const rooms = (await rowsAt(target))?.['rooms'] ?? [];
  return rooms.map((room) => (JSON.parse(String(room)) as { id: number }).id);
}

describe('npm start -- --move-to', () => {
  it('moves everything: people stay signed in, read the same, and open pages go on', async () => {
    const before = await start();
    const { dataDir } = before;
    const world = await livedIn(before);
    const { ann, ben } = world;
    const { epoch, marks } = await ben.updates({ lobby: 0, '@me': 0 }, { wait: 0, marks: '0' });
    const position = { lobby: await newestSeq(ben, 'lobby'), '@me': await newestSeq(ben, '@me') };
    const read = await everythingRead(world);
    await before.stop();
    // Only another program can have written this. Linger reads it up to the NUL.
    inDatabase(dataDir, "update former_names set look = look || char(0) || 'x'");

    const target = freshTarget();
    const { code, stdout, stderr } = await moved(dataDir, target);
    expect([code, stderr]).toEqual([
      0,
      expect.stringMatching(/^users: 7 of 7 rows; .*\n(\w+: .*\n)+Checked: /),
    ]);
    expect(stdout).toMatch(/^Moved: \d+ entries in \d+ rooms are in 127\.0\.0\.1:\d+\/linger, schema test_/);
    expect(stdout).toContain(`the text in ${join(dataDir, 'cookie-secret')}`);
    const secret = secretIn(dataDir);
    for (const hidden of [secret, new URL(target.url).password])
      expect(stdout + stderr).not.toContain(hidden);
    expect(
      [DATABASE, MOVED, 'linger.db-wal', 'linger.db-shm'].map((file) => existsSync(join(dataDir, file))),
    ).toEqual([false, true, false, false]);
    const rows = rowsIn(dataDir, MOVED);
    expect(await rowsAt(target)).toEqual(rows);
    // Of an installation in which nothing happened, this would prove nothing.
    expect(Object.entries(rows).filter(([, { length }]) => length === 0)).toEqual([]);

    const after = await start({
      PORT: new URL(before.url).port,
      DATABASE_URL: target.url,
      DATABASE_SCHEMA: target.schema,
      COOKIE_SECRET: secret,
    });
    expect(await everythingRead(world)).toEqual(read);
    const poll = ben.updates(position, { wait: 20, epoch, marks: marks?.version ?? '' });
    await ann.say('lobby', 'after the move');
    const news = await poll;
    expect([news.epoch, news.events.map(({ message }) => message?.body)]).toEqual([
      epoch,
      ['after the move'],
    ]);
    const old = await roomIdsAt(target);
    await groupOf(ben);
    expect((await roomIdsAt(target)).filter((id) => !old.includes(id))).toEqual([Math.max(...old) + 2]);
    await after.stop();
  });

  it('leaves a folder on which nobody starts an empty installation, and a way back', async () => {
    const before = await start();
    const { dataDir, url } = before;
    const world = await livedIn(before);
    const { epoch } = await world.ann.updates({ lobby: 0 }, { wait: 0 });
    await before.stop();
    expect((await moved(dataDir, freshTarget())).code).toBe(0);

    for (const args of [[], ['--restored'], ['--sign-in-link', 'Ben'], ['--move-to', freshTarget().url]]) {
      const { code, stderr } = await runProgram({ DATA_DIR: dataDir }, args);
      expect([code, stderr]).toEqual([
        1,
        expect.stringMatching(/was moved to PostgreSQL\. Set DATABASE_URL/),
      ]);
    }
    expect(existsSync(join(dataDir, DATABASE))).toBe(false);

    renameSync(join(dataDir, MOVED), join(dataDir, DATABASE));
    await start({ DATA_DIR: dataDir, PORT: new URL(url).port }, ['--restored']);
    const again = await world.ann.get(`/api/updates?after=lobby:1&wait=0&epoch=${epoch}`);
    expect([again.status, await again.json()]).toMatchObject([410, { code: 'EPOCH_CHANGED' }]);
    expect((await world.ann.entries('lobby')).entries).not.toEqual([]);
  });
});
