import { afterEach, beforeEach, expect, it } from 'vitest';
import { refused } from '../support/groups.js';
import { ask } from '../support/postgres/ask.js';
import { PostgresServer } from '../support/postgres/postgres-server.js';
import { RestClient } from '../support/rest-client.js';
import { LEASE_MS, pass, ready } from './lease.js';
import { type TwoNodes, startTwoNodes } from './nodes.js';

let server: PostgresServer;
let nodes: TwoNodes;
beforeEach(async () => {
  server = await PostgresServer.start({ durable: true });
  nodes = await startTwoNodes({ DATABASE_URL: server.url });
});
afterEach(async () => {
  await Promise.all([nodes.a.close(), nodes.b.close()]);
  await server.discard();
});

it('a node whose database has become a replica serves nothing of it, and goes on when it is the primary again', async () => {
  const [ann, bob] = [await RestClient.at(nodes.a.url), await RestClient.at(nodes.b.url)];
  await ann.say('lobby', 'before');
  await server.becomeReplica();
  // Premise: it can be read.
  const { DATABASE_SCHEMA: schema } = nodes.database;
  expect(await ask(server.url, `select body from ${schema}.entries`)).toEqual(['before']);
  for (const node of [nodes.a, nodes.b]) pass(node, LEASE_MS + 1);
  for (const path of ['/api/rooms', '/api/rooms/lobby/entries', '/api/updates?after=lobby:0'])
    expect(await refused(bob.get(path))).toBe('503 STORAGE_UNAVAILABLE');
  // Both have a cookie, whose session cannot be looked up.
  expect(await (await bob.get('/readyz')).json()).toEqual({ status: 'storage unavailable' });
  expect((await bob.get('/healthz')).status).toBe(200);
  await server.promote();
  await Promise.all([ready(nodes.a), ready(nodes.b)]);
  await ann.say('lobby', 'after');
  const { entries } = await bob.entries('lobby', { after: 0 });
  expect(entries.map(({ message }) => message?.body)).toEqual(['before', 'after']);
});
