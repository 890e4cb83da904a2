import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { GRACE_MS, PushCalls } from '../src/push/push-calls.js';
import { PushQueue } from '../src/push/push-queue.js';
import { type Account, signedIn, signedUpAll } from './support/account.js';
import { done, groupOf } from './support/groups.js';
import { PushService } from './support/push-service.js';
import { startApp } from './support/test-app.js';
import { until } from './support/until.js';

let push: PushService;
beforeAll(async () => {
  push = await PushService.start();
});
afterAll(() => push.close());

it('a stop does not wait for push services; it loses notifications, but no message and no device', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'linger-'));
  const start = () => startApp({ DATA_DIR: dataDir, LIMITS: 'off', PUSH_SERVICES: push.origin });
  const before = await start();
  const [ann, bob] = (await signedUpAll(before, 'Ann', 'Bob')) as [Account, Account];
  const group = await groupOf(ann, bob);
  // More than are sent at once have no answer; one waits for a retry.
  const silent = Array.from({ length: 10 }, () => push.subscription('none', 'none'));
  const failing = push.subscription(503);
  for (const at of [failing, ...silent])
    await done((await signedIn(before, bob.name)) as Account, '/api/push', at);
  await ann.say(group, 'one');
  before.clock.advance(GRACE_MS);
  const queue = before.app.get(PushQueue);
  await until(() => before.app.get(PushCalls).calling === 0 && queue.retrying === 1);
  await until(() => push.received.length === 9);
  await ann.say(group, 'two');
  // Premise: eight are under way, and two wait for their turn.
  expect(queue.length).toBe(10);
  // The clock stands still, so no time limit ends them.
  await before.close();
  before.clock.advance(GRACE_MS);
  expect([queue.length, queue.retrying, before.app.get(PushCalls).calling]).toEqual([0, 0, 0]);

  const after = await start();
  const again = (await signedIn(after, bob.name)) as Account;
  expect((await again.entries(group, { after: 0 })).entries.map(({ message }) => message?.body)).toEqual(
    expect.arrayContaining(['one', 'two']),
  );
  const { devices } = (await (await again.get('/api/push')).json()) as { devices: unknown[] };
  expect(devices).toHaveLength(11);
  await after.close();
  expect(push.received).toHaveLength(9);
});
