import { afterEach, expect, it } from 'vitest';
import { ask } from '../../../test/support/postgres/ask.js';
import { closeNodes, openNode } from '../../../test/support/postgres/nodes.js';
import { PostgresServer } from '../../../test/support/postgres/postgres-server.js';
import { until } from '../../../test/support/until.js';

let server: PostgresServer;
afterEach(async () => {
  await closeNodes();
  await server.discard();
});

/** The SQLSTATE with which it is refused. Throws if it is not. */
async function refusalOf(act: () => Promise<unknown>): Promise<unknown> {
  const error = await act().then(
    () => undefined,
    (reason: Error) => reason,
  );
  expect(error).toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  return (error as { cause?: { code?: unknown } } | undefined)?.cause?.code;
}

it('no connection is used that leads to a replica in place of the primary, until it is one', async () => {
  server = await PostgresServer.start({ durable: true });
  const { storage } = await openNode({ url: server.url, schema: 'linger', pool: 4 });
  const connections: Record<string, () => Promise<unknown>> = {
    requests: () => storage.reader.selectFrom('epochs').select('id').execute(),
    posts: () => storage.lane.query('select id from epochs'),
    signals: () => storage.feed.current(),
    cleaning: () => storage.alone('nothing', () => Promise.resolve()),
  };
  for (const use of Object.values(connections)) await use();
  await server.becomeReplica();
  // Premise: it can be read.
  expect(await ask(server.url, 'select count(*)::int from linger.epochs')).toEqual([1]);
  for (const [name, use] of Object.entries(connections))
    // The first may still be told that the server is starting.
    await until(async () => (await refusalOf(use)) === '25006', `the connection for ${name} is refused`);
  await until(() => storage.feed.isStale, 'the lease is over');
  await server.promote();
  for (const use of Object.values(connections)) await use();
  await until(() => !storage.feed.isStale, 'the lease is renewed');
});
