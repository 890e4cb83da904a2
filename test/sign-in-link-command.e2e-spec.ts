import { describe, expect, it } from 'vitest';
import { PASSWORD, meOf, signedUp } from './support/account.js';
import { usedFolder } from './support/failed-start.js';
import { killAfterEach, start } from './support/programs.js';
import { RestClient } from './support/rest-client.js';
import { runProgram } from './support/run-program.js';

killAfterEach();

describe('npm start -- --sign-in-link', () => {
  it('prints a link that signs in once, while the server runs and after it was killed', async () => {
    const server = await start();
    const port = new URL(server.url).port;
    const { id } = await signedUp(server, 'Ann Lee');
    const env = { DATA_DIR: server.dataDir, PORT: port };
    const beside = await runProgram(env, ['--sign-in-link', 'ann LEE']);
    expect([beside.code, beside.stderr]).toEqual([0, '']);
    await expectSignsIn(beside.stdout, server.url, id);

    await server.kill();
    const alone = await runProgram({ ...env, PUBLIC_URL: 'https://chat.example.org' }, [
      '--sign-in-link',
      'Ann Lee',
    ]);
    expect(alone.stdout).toMatch(/^https:\/\/chat\.example\.org\/sign-in\/link\?code=[\w-]{32}\n$/);
    const again = await start({ DATA_DIR: server.dataDir, PORT: port });
    await expectSignsIn(alone.stdout, again.url, id);
    expect(again.logs() + server.logs()).not.toContain(codeOf(beside.stdout));
  });

  it('does not disturb what the server writes meanwhile', async () => {
    const server = await start({ LIMITS: 'off' });
    const ann = await signedUp(server, 'Ann');
    const stop = new AbortController();
    const talking = (async () => {
      let sent = 0;
      for (; !stop.signal.aborted; sent++) await ann.say('a', `${sent}`);
      return sent;
    })();
    const make = () => runProgram({ DATA_DIR: server.dataDir }, ['--sign-in-link', 'Ann']);
    const made = await Promise.all([make(), make(), make()]);
    stop.abort();
    const sent = await talking;
    expect(made.map(({ code }) => code)).toEqual([0, 0, 0]);
    const { entries } = await ann.entries('a', { order: 'oldest', limit: 1000 });
    expect(entries.length).toBe(Math.min(sent, 1000));
  });

  it.each([
    [['--sign-in-link', 'Nobody'], 'there is no account with this name'],
    [['--sign-in-link'], 'needs one name'],
    [['--sign-in-link', 'Ann', 'Lee'], 'needs one name'],
  ])('explains why it refuses %j', async (args, words) => {
    const { code, stdout, stderr } = await runProgram({ DATA_DIR: await usedFolder() }, args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(words);
  });
});

function codeOf(printed: string): string {
  return new URL(printed.trim()).searchParams.get('code') ?? '';
}

async function expectSignsIn(printed: string, url: string, id: string): Promise<void> {
  const phone = await RestClient.at(url);
  expect((await phone.postJson('/api/sign-in-links/use', { code: codeOf(printed) })).status).toBe(200);
  expect(await meOf(phone)).toMatchObject({ id });
  expect((await phone.postJson('/api/sign-in-links/use', { code: codeOf(printed) })).status).toBe(410);
  expect((await phone.postJson('/api/session', { name: 'Ann Lee', password: PASSWORD })).status).toBe(200);
}
