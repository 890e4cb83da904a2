import { describe, expect, it } from 'vitest';
import { GRACE_MS } from '../src/push/push-calls.js';
import { ANSWERED_WITHIN_MS } from '../src/push/push-delivery.js';
import { PushQueue } from '../src/push/push-queue.js';
import { type TestSubscription } from './support/push-service.js';
import { markRead } from './support/reading.js';
import { until } from './support/until.js';
import { PushOnTest } from './support/push-on-test.js';

const t = new PushOnTest();
const [ann, bob] = t.people;

/** How long after the first attempt each further one came. */
async function attempts(at: TestSubscription, forMs: number): Promise<number[]> {
  await ann.say(t.group, 'hello');
  await t.passed();
  const first = t.server.clock.monotonicMs();
  const times: number[] = t.push.at(at.endpoint).map(() => 0);
  for (let ms = 0; ms < forMs; ms += 1000) {
    t.server.clock.advance(1000);
    await t.sent();
    while (times.length < t.push.at(at.endpoint).length) times.push(t.server.clock.monotonicMs() - first);
  }
  return times;
}

describe('a push service that', () => {
  it('fails is asked again a few times, ever later', async () => {
    const at = await t.subscribe(bob, t.push.subscription(500, 503, 429, 500, 500));
    expect(await attempts(at, 300_000)).toEqual([0, 5000, 35_000, 155_000]);
    expect(t.server.app.get(PushQueue).retrying).toBe(0);
  });

  it('asks for time gets it', async () => {
    const at = await t.subscribe(bob, t.push.subscription({ status: 429, headers: { 'retry-after': '60' } }));
    expect(await attempts(at, 70_000)).toEqual([0, 60_000]);
  });

  it('asks for an hour is not asked again, and nothing is sent twice that was read before a retry', async () => {
    const hour = await t.subscribe(
      bob,
      t.push.subscription({ status: 503, headers: { 'retry-after': '3600' } }),
    );
    expect(await attempts(hour, 20_000)).toEqual([0]);
    expect(t.server.app.get(PushQueue).retrying).toBe(0);
    const at = await t.subscribe(bob, t.push.subscription(503));
    const { seq } = await ann.say(t.group, 'hello');
    await t.passed();
    await markRead(t.server, bob, t.group, seq);
    await t.passed(10_000);
    expect(t.push.at(at.endpoint).length).toBe(1);
  });

  it('does not answer is given ten seconds', async () => {
    const at = await t.subscribe(bob, t.push.subscription('none'));
    await ann.say(t.group, 'hello');
    t.server.clock.advance(GRACE_MS);
    await until(() => t.push.at(at.endpoint).length === 1 && t.push.at(t.witness.endpoint).length === 1);
    await until(() => t.server.app.get(PushQueue).length === 1);
    t.server.clock.advance(ANSWERED_WITHIN_MS);
    await t.sent();
    expect(t.server.app.get(PushQueue).retrying).toBe(1);
    await t.passed(5000);
    expect(t.push.at(at.endpoint).length).toBe(2);
  });

  it.each([404, 410])('answers %i gets nothing more, and the device is no longer listed', async (status) => {
    const at = await t.subscribe(bob, t.push.subscription(status));
    expect((await t.list(bob)).devices.length).toBe(1);
    await ann.say(t.group, 'hello');
    await t.passed();
    expect((await t.list(bob)).devices).toEqual([]);
    await ann.say(t.group, 'again');
    await t.passed();
    expect([t.push.at(at.endpoint).length, t.push.at(t.witness.endpoint).length]).toEqual([1, 2]);
  });

  it.each([400, 403, 413, 301])('answers %i is not asked again, and the device stays', async (status) => {
    const headers = { location: t.push.subscription().endpoint };
    const at = await t.subscribe(bob, t.push.subscription({ status, headers }));
    expect(await attempts(at, 200_000)).toEqual([0]);
    expect(t.push.wrong).toEqual([]);
    const { devices } = await t.list(bob);
    expect(devices).toMatchObject([{ last_success_at: null }]);
  });
});
