import { afterEach, describe, expect, it } from 'vitest';
import { pollText } from '../support/crowd.js';
import { held } from '../support/holding.js';
import { RawConnection } from '../support/raw-connection.js';
import { type TestApp, startApp } from '../support/test-app.js';
import { until } from '../support/until.js';
import { Visitor } from '../support/visitor.js';

const closing: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function connected(): Promise<{ server: TestApp; ann: Visitor; connection: RawConnection }> {
  const server = await startApp({ LIMITS: 'off' });
  closing.push(() => server.close());
  const ann = await Visitor.at(server.url);
  const connection = await RawConnection.to(server.url);
  closing.push(() => connection.close());
  return { server, ann, connection };
}

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;

describe('requests that are sent ahead on one connection', () => {
  it('are served one after the other', async () => {
    const { server, ann, connection } = await connected();
    const { id } = await ann.send('first');
    const poll = pollText(ann, { cursor: id });
    connection.send(get('/healthz') + poll + poll + get('/nowhere'));
    await until(() => connection.statuses.length > 0, 'the first answer');
    await held(server, 1);
    expect(connection.statuses).toEqual([200]);
    await ann.send('second');
    // The second poll asks with the old cursor, so that it is answered at once.
    await until(() => connection.statuses.length === 4, 'the other answers');
    expect(connection.statuses).toEqual([200, 200, 200, 404]);
    expect(connection.received.match(/"body":"second"/g)).toHaveLength(2);
  });

  it('are not served once the client has gone', async () => {
    const { server, ann, connection } = await connected();
    const { id } = await ann.send('first');
    const poll = pollText(ann, { cursor: id });
    connection.send(poll.repeat(20));
    await held(server, 1);
    connection.close();
    await held(server, 0);
    // No other request is served after the waiting one.
    await ann.send('second');
    expect(server.heldPolls.count).toBe(0);
  });

  it('are cut off if there are too many (R3)', async () => {
    const { server, ann, connection } = await connected();
    const { id } = await ann.send('first');
    connection.send(pollText(ann, { cursor: id }));
    await held(server, 1);
    connection.send(get('/').repeat(200));
    await until(() => connection.isClosed, 'the end');
    expect(connection.statuses).toEqual([]);
    await held(server, 0);
    await ann.send('served as ever');
  });
});
