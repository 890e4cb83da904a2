import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { storageOf } from './support/postgres/databases.js';
import { bodiesAt, killAfterEach, start } from './support/programs.js';
import { freePort } from './support/server-process.js';
import { until } from './support/until.js';
import { type Updates, Visitor } from './support/visitor.js';

const MAIN = join(import.meta.dirname, '../dist/main.js');

killAfterEach();

describe('the program', () => {
  it('lists its settings', () => {
    const { stdout, status } = spawnSync(process.execPath, [MAIN, '--help'], { encoding: 'utf8' });
    expect(status).toBe(0);
    expect(stdout).toContain('HOLD_MS');
  });

  it('keeps messages, sessions and cursors through a restart', async () => {
    const before = await start();
    const ann = await Visitor.at(before.url);
    const first = await ann.send('one');
    await ann.send('two');
    expect(await before.stop()).toBe(0);

    const after = await start({ DATA_DIR: before.dataDir, PORT: new URL(before.url).port });
    const { messages } = await ann.poll({ cursor: first.id });
    expect(messages?.map((message) => message.body)).toEqual(['two']);
    expect((await ann.send('three')).author.id).toBe(first.author.id);
    expect(await bodiesAt(after)).toEqual(['one', 'two', 'three']);
  });

  it('says that its port is in use', async () => {
    const { url, dataDir } = await start();
    const env = { PORT: new URL(url).port, HOST: '127.0.0.1', DATA_DIR: join(dataDir, 'other') };
    const { status, stderr } = spawnSync(process.execPath, [MAIN], { encoding: 'utf8', env });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Linger could not start\..*EADDRINUSE.*\n$/);
  });
});

describe('SIGTERM', () => {
  it('answers held polls within a second, refuses new ones and ends with 0', async () => {
    const server = await start({ LIMITS: 'off' });
    const visitor = await Visitor.at(server.url);
    const { id } = await visitor.send('last');
    const polls = Array.from({ length: 200 }, () => visitor.post('/a/message/updates', { cursor: id }));
    // Once a later visitor is served, the earlier requests have been accepted.
    await visitor.poll({ cursor: id, wait: '0' });

    const exit = server.stop();
    const responses = await Promise.all(polls);
    const answers = await Promise.all(responses.map((response) => response.json() as Promise<Updates>));
    expect(answers).toEqual(Array.from({ length: 200 }, () => ({ cursor: id })));
    // No client comes back on a connection that is about to close.
    expect(new Set(responses.map((response) => response.headers.get('connection')))).toEqual(
      new Set(['close']),
    );
    expect(await exit).toBe(0);
    await expect(visitor.get('/')).rejects.toThrow();
  });

  it('stores the posts it had received', async () => {
    const server = await start();
    const visitors = await Promise.all(Array.from({ length: 20 }, () => Visitor.at(server.url)));
    const sends = visitors.map((visitor, i) =>
      visitor.send(`m${i}`).then(
        (message) => message.body,
        () => undefined,
      ),
    );
    await Promise.race(sends);
    await server.stop();
    const acknowledged = (await Promise.all(sends)).filter((body) => body !== undefined);
    const again = await start({ DATA_DIR: server.dataDir });
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(await bodiesAt(again)).toEqual(expect.arrayContaining(acknowledged));
  });
});

describe('SIGTERM under load', () => {
  it('ends with 0 although senders never pause, and loses nothing that was acknowledged', async () => {
    const server = await start({ LOG_LEVEL: 'warn', BUFFER_SIZE: '10000' });
    const visitors = await Promise.all(Array.from({ length: 8 }, () => Visitor.at(server.url)));
    const acknowledged: string[] = [];
    const senders = visitors.map(async (visitor, v) => {
      for (let i = 0; ; i++) acknowledged.push((await visitor.send(`${v}-${i}`)).body);
    });
    const ended = Promise.allSettled(senders);
    await until(() => acknowledged.length > 50);
    // A stop that takes longer than 9.5 s ends with 1.
    expect(await server.stop()).toBe(0);
    await ended;
    const again = await start({ DATA_DIR: server.dataDir, BUFFER_SIZE: '10000' });
    expect(await bodiesAt(again)).toEqual(expect.arrayContaining(acknowledged));
  });
});

describe('npm start', () => {
  it('stops the program when npm is told to stop', async () => {
    const port = String(await freePort());
    const dataDir = mkdtempSync(join(tmpdir(), 'linger-'));
    const settings = { PORT: port, HOST: '127.0.0.1', DATA_DIR: dataDir, ...storageOf(dataDir) };
    const env = { ...process.env, ...settings };
    const npm = spawn('npm', ['start'], { cwd: join(import.meta.dirname, '..'), env, stdio: 'ignore' });
    const answers = (): Promise<boolean> =>
      fetch(`http://127.0.0.1:${port}/healthz`).then(Boolean, () => false);
    await until(answers, 'the start');
    npm.kill('SIGTERM');
    await until(async () => !(await answers()), 'the stop');
    // Its folder is free again.
    await start({ DATA_DIR: dataDir });
  });
});
