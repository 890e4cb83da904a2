import { afterEach, describe, expect, it } from 'vitest';
import { refusal } from './support/account.js';
import { held } from './support/holding.js';
import { RawConnection } from './support/raw-connection.js';
import { storedIn } from './support/stored.js';
import { sharedApp, startApp } from './support/test-app.js';
import { until } from './support/until.js';
import { Visitor } from './support/visitor.js';

const OPEN_BY_ADDRESS = 250;

const server = sharedApp();
const behindProxy = sharedApp({ TRUST_PROXY: 'loopback' });

const connections: RawConnection[] = [];
afterEach(async () => {
  for (const connection of connections.splice(0)) connection.close();
  await held(server, 0);
  await held(behindProxy, 0);
});

/** Asks on a connection of its own, of which all that comes is seen as it comes. */
async function ask(path: string, headers: string[] = [], url = server.url): Promise<RawConnection> {
  const connection = await RawConnection.to(url);
  connections.push(connection);
  connection.send([`GET ${path} HTTP/1.1`, `Host: ${new URL(url).host}`, ...headers, '', ''].join('\r\n'));
  return connection;
}

const statusOf = async (connection: RawConnection): Promise<number | undefined> => {
  await until(() => connection.statuses.length > 0);
  return connection.statuses[0];
};

/** What was due has been done when the next request is answered. */
const settled = (): Promise<Response> => fetch(`${server.url}/healthz`);

const hold = (seconds: string | number): Promise<Response> =>
  fetch(`${server.url}/diagnose/hold?seconds=${seconds}`);

describe('a held test', () => {
  it.each([8, 15, 25])('of %i seconds is answered after its time, not before', async (seconds) => {
    const answer = hold(seconds);
    await held(server, 1);
    server.clock.advance(seconds * 1000 - 1);
    await settled();
    expect(server.heldPolls.count).toBe(1);
    server.clock.advance(100);
    expect(await (await answer).json()).toEqual({ heldMs: seconds * 1000 + 99 });
  });

  it.each(['', '0', '7', '8.5', '100', '8&seconds=8', 'x'])('of %j seconds is refused', async (seconds) => {
    expect(await refusal(hold(seconds))).toEqual([400, 'FIELD_INVALID']);
  });

  it('ends when the client leaves', async () => {
    const connection = await ask('/diagnose/hold?seconds=25');
    await held(server, 1);
    connection.close();
    await held(server, 0);
  });

  it('is answered early when the server stops', async () => {
    const stopping = await startApp();
    const answer = fetch(`${stopping.url}/diagnose/hold?seconds=25`);
    await held(stopping, 1);
    stopping.clock.advance(50);
    await stopping.close();
    expect(await (await answer).json()).toEqual({ heldMs: 50 });
  });
});

describe('the tests that are open', () => {
  it.each([
    ['/diagnose/parts', '203.0.113.1'],
    ['/diagnose/events', '203.0.113.2'],
  ])(
    'are bounded for an address, and leave their places when their clients leave: %s',
    async (path, address) => {
      const open = await openAll(path, address);
      expect(new Set(await Promise.all(open.map(statusOf)))).toEqual(new Set([200]));
      expect(await statusOf(await askFrom(address, path))).toBe(429);
      expect(await statusOf(await askFrom('203.0.113.3', path))).toBe(200);
      open[0]?.close();
      await until(async () => (await statusOf(await askFrom(address, path))) === 200);
    },
  );

  it('are bounded in the same way if they are held', async () => {
    const path = '/diagnose/hold?seconds=25';
    const open = await openAll(path, '203.0.113.4');
    await held(behindProxy, OPEN_BY_ADDRESS);
    const refused = await fetch(behindProxy.url + path, { headers: { 'x-forwarded-for': '203.0.113.4' } });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '30']);
    open[0]?.close();
    await held(behindProxy, OPEN_BY_ADDRESS - 1);
    await askFrom('203.0.113.4', path);
    await held(behindProxy, OPEN_BY_ADDRESS);
  });
});

function askFrom(address: string, path: string): Promise<RawConnection> {
  return ask(path, [`X-Forwarded-For: ${address}`], behindProxy.url);
}

function openAll(path: string, address: string): Promise<RawConnection[]> {
  return Promise.all(Array.from({ length: OPEN_BY_ADDRESS }, () => askFrom(address, path)));
}

describe('an answer in parts', () => {
  it.each([
    ['/diagnose/parts', 'text/plain; charset=utf-8', (part: number) => `part ${part}\n`],
    ['/diagnose/events', 'text/event-stream', (part: number) => `data: ${part}\n\n`],
  ])('comes one part after the other, then ends: %s', async (path, type, format) => {
    const connection = await ask(path);
    const has = (text: string) => until(() => connection.received.includes(text), text);
    await has(format(1));
    expect(connection.received).toContain(`Content-Type: ${type}\r\n`);
    for (const part of [2, 3, 4]) {
      server.clock.advance(399);
      await settled();
      expect(connection.received).not.toContain(format(part));
      server.clock.advance(1);
      await has(format(part));
    }
    await has('\r\n0\r\n\r\n');
  });
});

describe('the text', () => {
  it.each([
    ['gzip', 'gzip'],
    ['identity', null],
  ])('asked for as %s is the same text, with the encoding %s', async (asked, encoding) => {
    const answer = await fetch(`${server.url}/diagnose/text`, { headers: { 'accept-encoding': asked } });
    expect(answer.headers.get('content-encoding')).toBe(encoding);
    const lines = (await answer.text()).split('\n');
    expect([lines.length, new Set(lines.slice(0, -1)).size, lines.at(-1)]).toEqual([1001, 1, '']);
  });
});

describe('the change', () => {
  it('passes with cookie and token, tells the time, and stores nothing', async () => {
    const visitor = await Visitor.at(server.url, '/diagnose');
    const before = await storedIn(server);
    const answer = await visitor.post('/diagnose/post', {});
    expect([answer.status, await answer.json()]).toEqual([200, { now: server.clock.now() }]);
    expect(await storedIn(server)).toEqual(before);
  });

  it('is refused without the cookie', async () => {
    const { token } = await Visitor.at(server.url, '/diagnose');
    const stranger = new Visitor(server.url);
    const posted = stranger.postRaw('/diagnose/post', new URLSearchParams({ _xsrf: token }));
    expect(await refusal(posted)).toEqual([403, 'CSRF_INVALID']);
  });
});
