import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { GRACE_MS, PushCalls } from '../../src/push/push-calls.js';
import { PushQueue } from '../../src/push/push-queue.js';
import { type Account, signedUp } from '../support/account.js';
import { done, groupOf } from '../support/groups.js';
import { PushService, type TestSubscription } from '../support/push-service.js';
import { markRead } from '../support/reading.js';
import { until } from '../support/until.js';
import { type TwoNodes, startTwoNodes, through } from './nodes.js';

let push: PushService;
let nodes: TwoNodes;
beforeAll(async () => {
  push = await PushService.start();
  nodes = await startTwoNodes({ LIMITS: 'off', PUSH_SERVICES: push.origin });
});
afterAll(async () => {
  await Promise.all([nodes.a.close(), nodes.b.close()]);
  push.close();
});

let ann: Account;
let bob: Account;
let room: string;
let at: TestSubscription;
let count = 0;
beforeEach(async () => {
  count += 1;
  ann = await signedUp(nodes.a, `Ann ${count}`);
  bob = await signedUp(nodes.a, `Bob ${count}`);
  room = await groupOf(ann, bob);
  at = push.subscription();
  // Bob is at the other node from here on.
  await done(through(nodes.b, bob), '/api/push', at);
  nodes.bus.deliver();
});

/** Lets the time pass that people have for reading, at both nodes. */
async function passed(): Promise<void> {
  nodes.bus.deliver();
  for (const { clock } of [nodes.a, nodes.b]) clock.advance(GRACE_MS);
  for (const { app } of [nodes.a, nodes.b])
    await until(() => app.get(PushCalls).calling === 0 && app.get(PushQueue).length === 0);
}

it('a message calls a device once, whichever node stored it and whichever node the device uses', async () => {
  await ann.say(room, 'at one node');
  await passed();
  await through(nodes.b, ann).say(room, 'at the other');
  await passed();
  expect(push.titlesAt(at)).toEqual(['New message in Chess', 'New message in Chess']);
  expect(push.wrong).toEqual([]);
});

it('what was read at another node calls nobody', async () => {
  const { seq } = await ann.say(room, 'read at once');
  await markRead(nodes.b, bob, room, seq);
  await passed();
  expect(push.at(at.endpoint)).toEqual([]);
  await ann.say(room, 'not read');
  await passed();
  expect(push.at(at.endpoint).length).toBe(1);
});

it('a session that was ended at another node is called no more', async () => {
  await ann.say(room, 'still signed in');
  await passed();
  await ann.say(room, 'too late');
  await done(bob, '/api/session/end');
  await passed();
  expect(push.at(at.endpoint).length).toBe(1);
});
