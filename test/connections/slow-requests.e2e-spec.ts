import { afterEach, describe, expect, it } from 'vitest';
import { hold } from '../support/holding.js';
import { RawConnection } from '../support/raw-connection.js';
import { type TestApp, type TestAppOptions, startApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';

/** Short limits, so that tests are fast; limits that a test is not about never end. */
const NEVER = 600_000;
const LIMITS = { headersMs: 300, requestMs: NEVER, checkMs: 20, keepAliveMs: NEVER };

const closing: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function started(limits: TestAppOptions = {}): Promise<TestApp> {
  const server = await startApp({}, { ...LIMITS, ...limits });
  closing.push(() => server.close());
  return server;
}

/** Sends a byte of the text now and again until the connection has closed, or all has been sent. */
async function dribble(connection: RawConnection, text: string): Promise<void> {
  let sent = 0;
  const timer = setInterval(() => connection.send(text.charAt(sent++)), 10);
  await until(() => connection.isClosed || sent === text.length, 'the end').finally(() =>
    clearInterval(timer),
  );
}

async function connectionTo(server: TestApp): Promise<RawConnection> {
  const connection = await RawConnection.to(server.url);
  closing.push(() => connection.close());
  return connection;
}

describe('R3: a slow client', () => {
  it('has its connection closed if its head comes byte by byte', async () => {
    const connection = await connectionTo(await started());
    await dribble(connection, `GET / HTTP/1.1\r\nHost: localhost\r\n${'X-More: and more\r\n'.repeat(1000)}`);
    expect(connection.isClosed).toBe(true);
    expect(connection.statuses).toEqual([408]);
  });

  it('has its connection closed if its body comes byte by byte', async () => {
    const connection = await connectionTo(await started({ requestMs: 600 }));
    const body = `body=${'x'.repeat(10_000)}`;
    const head = [
      'POST /a/message/new HTTP/1.1',
      'Host: localhost',
      'Content-Type: application/x-www-form-urlencoded',
      `Content-Length: ${body.length}`,
    ];
    connection.send(`${head.join('\r\n')}\r\n\r\n`);
    await dribble(connection, body);
    expect(connection.isClosed).toBe(true);
    expect(connection.statuses).toEqual([408]);
  });

  it('has its connection closed if it sends nothing', async () => {
    const connection = await connectionTo(await started());
    await until(() => connection.isClosed, 'the end');
    expect(connection.statuses).toEqual([408]);
  });

  it('has its connection closed if it sends no further request', async () => {
    const connection = await connectionTo(await started({ keepAliveMs: 200 }));
    connection.send('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await until(() => connection.isClosed, 'the end');
    expect(connection.statuses).toEqual([200]);
  });

  it('does not hinder others, whose polls are held for longer than all of these limits', async () => {
    const server = await started();
    const [ann, bob] = [await Visitor.at(server.url), await Visitor.at(server.url)];
    const { answer } = await hold(server, bob, {});
    const slow = await Promise.all(Array.from({ length: 100 }, () => connectionTo(server)));
    for (const connection of slow) connection.send('GET / HT');
    await ann.send('in the midst of it');
    expect((await ann.get('/')).status).toBe(200);
    const held = hold(server, ann, { room: 'other' });
    await until(() => slow.every(({ isClosed }) => isClosed), 'the end of the slow');
    expect((await answer).messages?.map(({ body }) => body)).toEqual(['in the midst of it']);
    await bob.send('and after it', { room: 'other' });
    expect((await (await held).answer).messages?.map(({ body }) => body)).toEqual(['and after it']);
  });
});
