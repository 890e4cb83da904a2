import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Account, signedUpAll } from '../support/account.js';
import { done, groupOf, refused, roomPath } from '../support/groups.js';
import { held } from '../support/holding.js';
import { RestClient } from '../support/rest-client.js';
import { RememberedPositions } from '../../src/polls/tornado/remembered-positions.js';
import { SignalFeed } from '../../src/signals/signal-feed.js';
import { Storage } from '../../src/storage/storage.js';
import { until } from '../support/until.js';
import { DatabaseProxy } from './database-proxy.js';
import { LEASE_MS, pass, ready } from './lease.js';
import { type TwoNodes, startTwoNodes, through } from './nodes.js';

let nodes: TwoNodes;
let proxy: DatabaseProxy;
beforeEach(async () => {
  proxy = await DatabaseProxy.to(process.env['TEST_DATABASE_URL'] as string);
  nodes = await startTwoNodes({}, { DATABASE_URL: proxy.url });
});
afterEach(async () => {
  proxy.speak();
  await Promise.all([nodes.a.close(), nodes.b.close()]);
  await proxy.close();
});

it('a poll of Tornado’s clients does not wait for a database that does not answer', async () => {
  const eve = await RestClient.at(nodes.b.url);
  const taking = vi.spyOn(nodes.b.app.get(RememberedPositions), 'take');
  const tornado = eve.post('/a/message/updates', {}).then(() => 'answered');
  await until(() => taking.mock.settledResults[0]?.type === 'fulfilled', 'the poll has begun');
  proxy.fallSilent();
  // By the connection that is idle, and by new ones.
  const asked = [1, 2, 3].map(() =>
    nodes.b.app
      .get(Storage)
      .probe(0)
      .catch(() => 'no answer'),
  );
  pass(nodes.b, LEASE_MS + 1);
  expect(await Promise.race([tornado, ...asked])).toBe('answered');
});

describe.each([
  ['hears nothing from its database', (): void => proxy.fallSilent()],
  ['has lost its database', (): void => proxy.breakOff()],
])('a node that %s', (_, fail) => {
  it('answers its held polls after 800 ms, refuses requests, and says that it is not ready', async () => {
    const [bob, eve] = [await RestClient.at(nodes.b.url), await RestClient.at(nodes.b.url)];
    const { answer } = await bob.hold(nodes.b, { lobby: 0 });
    const tornado = eve.post('/a/message/updates', {});
    await held(nodes.b, 2);
    fail();
    pass(nodes.b, LEASE_MS - 300);
    expect(nodes.b.heldPolls.count).toBe(2);
    pass(nodes.b, 400);
    expect(await answer).toMatchObject({ events: [], retryMs: expect.any(Number) as number });
    expect((await answer).retryMs).toBeGreaterThan(0);
    expect([200, 503]).toContain((await tornado).status);
    expect(await refused(bob.get('/api/rooms'))).toBe('503 STORAGE_UNAVAILABLE');
    expect(await refused(bob.get('/api/updates?after=lobby:0'))).toBe('503 STORAGE_UNAVAILABLE');
    expect(await refused(bob.postJson('/api/rooms/lobby/messages', { body: 'x' }))).toBe(
      '503 STORAGE_UNAVAILABLE',
    );
    expect((await bob.get('/readyz')).status).toBe(503);
    expect((await bob.get('/healthz')).status).toBe(200);
  });

  it('serves again when the database answers, and nothing is lost', async () => {
    const [ann, bob] = [await RestClient.at(nodes.a.url), await RestClient.at(nodes.b.url)];
    await ann.say('lobby', 'before');
    fail();
    pass(nodes.b, LEASE_MS + 1);
    expect(await refused(bob.get('/api/rooms'))).toBe('503 STORAGE_UNAVAILABLE');
    await ann.say('lobby', 'meanwhile');
    proxy.mend();
    await ready(nodes.b);
    const { events } = await bob.updates({ lobby: 0 }, { wait: 0 });
    expect(events.map(({ message }) => message?.body)).toEqual(['before', 'meanwhile']);
    await bob.say('lobby', 'after');
  });
});

describe('a member removed while a node hears nothing from the database', () => {
  it('gets nothing of what follows, then or afterwards', async () => {
    const [ann, bob] = (await signedUpAll(nodes.a, 'Ann', 'Bob')) as [Account, Account];
    const room = await groupOf(ann, bob);
    through(nodes.b, bob);
    const { seq } = (await ann.entries(room)).entries[0] ?? { seq: 0 };
    await bob.updates({ [room]: seq, lobby: 0 }, { wait: 0 });
    const { answer } = await bob.hold(nodes.b, { [room]: seq, lobby: 0 });
    // The poll has asked before this, and has nothing left to read.
    await nodes.b.app.get(SignalFeed).current();
    proxy.fallSilent();
    await done(ann, roomPath(room, `/members/${bob.id}/remove`));
    await ann.say(room, 'secret');
    nodes.bus.deliver();
    pass(nodes.b, LEASE_MS + 1);
    expect(await answer).toMatchObject({ events: [] });
    proxy.speak();
    await ready(nodes.b);
    const after = await bob.updates({ [room]: seq }, { wait: 0 });
    expect([after.events, after.closed]).toEqual([[], [room]]);
  });
});
