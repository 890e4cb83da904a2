import { afterEach, describe, expect, it } from 'vitest';
import { RawConnection } from './support/raw-connection.js';
import { sharedApp } from './support/test-app.js';
import { until } from './support/until.js';

/** The key and the answer to it are the example of RFC 6455, 1.3. */
const HANDSHAKE = {
  Upgrade: 'websocket',
  Connection: 'keep-alive, Upgrade',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Version': '13',
};
const CLOSE = '\x88\x02\x03\xe8';
const MASKED_CLOSE = '\x88\x82\x00\x00\x00\x00\x03\xe8';

const server = sharedApp();

const connections: RawConnection[] = [];
afterEach(() => {
  for (const connection of connections.splice(0)) connection.close();
});

async function shakeHands(
  more: Record<string, string> = {},
  path = '/diagnose/websocket',
): Promise<RawConnection> {
  const connection = await RawConnection.to(server.url);
  connections.push(connection);
  const headers = Object.entries({ Host: new URL(server.url).host, ...HANDSHAKE, ...more });
  const fields = headers.map(([name, value]) => `${name}: ${value}`);
  connection.send([`GET ${path} HTTP/1.1`, ...fields, '', ''].join('\r\n'));
  return connection;
}

describe('a WebSocket for the tests of a connection', () => {
  it('is opened and closed at once', async () => {
    const connection = await shakeHands({ Origin: server.url });
    await until(() => connection.isClosed, 'the end');
    const [head = '', frames] = connection.received.split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 101 /);
    expect(head).toContain('\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
    expect(frames).toBe(CLOSE);
  });

  it.each([
    ['closes it too', MASKED_CLOSE],
    ['goes on with HTTP', 'GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'],
    ['sends no end of data', 'x'.repeat(1_000_000)],
  ])('whose client %s gets nothing more, and the server goes on', async (_, bytes) => {
    const connection = await shakeHands();
    connection.socket.write(bytes, 'latin1');
    await until(() => connection.isClosed, 'the end');
    expect(connection.statuses).toEqual([101]);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  it.each([
    ['a page of another site', { Origin: 'https://evil.example' }, 403],
    ['another protocol', { Upgrade: 'h2c' }, 400],
    ['another version', { 'Sec-WebSocket-Version': '8' }, 400],
    ['a key of another length', { 'Sec-WebSocket-Key': 'c2hvcnQ=' }, 400],
    ['a connection that stays', { Connection: 'keep-alive' }, 400],
  ])('is refused for %s', async (_, headers, status) => {
    const connection = await shakeHands(headers);
    await until(() => connection.statuses.length > 0);
    expect(connection.statuses).toEqual([status]);
  });

  it.each(['/', '/healthz', '/api/updates?after=lobby:0&wait=0'])(
    'is not opened anywhere else: %s is answered as ever',
    async (path) => {
      const connection = await shakeHands({}, path);
      await until(() => connection.statuses.length > 0);
      expect(connection.statuses).toEqual([200]);
    },
  );
});
