import { describe, expect, it } from 'vitest';
import { lockDatabase } from './support/locked-database.js';
import { bodiesAt, killAfterEach, start } from './support/programs.js';
import { until } from './support/until.js';
import { Visitor } from './support/visitor.js';

killAfterEach();

describe('SIGKILL under load', () => {
  it('loses nothing that was acknowledged, and stores repeats of the rest once', async () => {
    let server = await start({ LOG_LEVEL: 'warn' });
    const port = new URL(server.url).port;
    const visitors = await Promise.all(Array.from({ length: 8 }, () => Visitor.at(server.url)));
    const acknowledged = new Set<string>();
    for (let round = 0; round < 3; round++) {
      const sends = visitors.flatMap((visitor, v) =>
        Array.from({ length: 25 }, async (_, i) => {
          const body = `${round}-${v}-${i}`;
          await visitor.send(body, { client_id: body });
          acknowledged.add(body);
        }),
      );
      const settled = Promise.allSettled(sends);
      const seen = acknowledged.size;
      await until(() => acknowledged.size > seen + 20 * (round + 1));
      await server.kill();
      await settled;
      server = await start({ DATA_DIR: server.dataDir, PORT: port, LOG_LEVEL: 'warn', BUFFER_SIZE: '1000' });
    }
    // Everyone repeats everything: acknowledged posts get the same answer, the others are stored now.
    for (const [v, visitor] of visitors.entries()) {
      for (let round = 0; round < 3; round++) {
        for (let i = 0; i < 25; i++)
          await visitor.send(`${round}-${v}-${i}`, { client_id: `${round}-${v}-${i}` });
      }
    }
    const bodies = await bodiesAt(server);
    expect(new Set(bodies).size).toBe(bodies.length);
    expect(bodies.length).toBe(3 * 8 * 25);
    expect(bodies).toEqual(expect.arrayContaining([...acknowledged]));
  });
});

describe('a database that another program has locked', () => {
  it('does not stop pages and polls, refuses posts with 503, is not ready, and recovers by itself', async () => {
    const server = await start();
    const [ann, bob] = [await Visitor.at(server.url), await Visitor.at(server.url)];
    const { id } = await ann.send('before');
    const unlock = await lockDatabase(server);
    const refused = ann.post('/a/message/new', { body: 'refused' });
    expect((await bob.get('/')).status).toBe(200);
    expect(await bob.poll({ cursor: id, wait: '0' })).toEqual({ cursor: id });
    const answer = await refused;
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
    await until(async () => (await ann.get('/readyz')).status === 503, 'not ready');
    await unlock();
    await ann.send('after');
    expect(await bodiesAt(server)).toEqual(['before', 'after']);
    await until(async () => (await ann.get('/readyz')).status === 200, 'ready');
  });
});

describe('first posts while the database is locked', () => {
  it('are all refused while it is still locked', async () => {
    const server = await start();
    const visitors = await Promise.all(Array.from({ length: 8 }, () => Visitor.at(server.url)));
    const unlock = await lockDatabase(server);
    const answers = await Promise.all(
      visitors.map((visitor) => visitor.post('/a/message/new', { body: 'hello' })),
    );
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 8 }, () => 503));
    await unlock();
    await Promise.all(visitors.map((visitor) => visitor.send('hello')));
    expect((await bodiesAt(server)).length).toBe(8);
  });
});
