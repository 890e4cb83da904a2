import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ADDRESS, TestNode, aSession } from '../../../test/support/test-node.js';
import type { UpdatesJson } from './dto/updates.json.js';
import { Waiter } from '../waiter.js';

const HOLD_MS = 25_000;
const NOTHING = { events: [], gaps: [], closed: [], more: false, retryMs: 0 };

let node: TestNode;
beforeEach(async () => {
  node = await TestNode.start();
});
afterEach(() => node.stop());

/** Lets all pending promises settle. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

describe('the hold of a poll', () => {
  it('is as long as was asked for', async () => {
    const answer = node.update({ a: 0 }, { waitMs: 3000 });
    await node.held();
    node.clock.advance(2999);
    await settle();
    expect(node.heldPolls.count).toBe(1);
    node.clock.advance(1);
    expect(await answer).toMatchObject(NOTHING);
  });

  it('can be zero', async () => {
    expect(await node.update({ a: 0 }, { waitMs: 0 })).toMatchObject(NOTHING);
    await node.say('a', 'a1');
    expect((await node.update({ a: 0 }, { waitMs: 0 }))?.events.length).toBe(1);
  });

  it('is the same for a poll of the caller’s own log', async () => {
    const answer = node.update({ '@me': 0 });
    await node.held();
    node.clock.advance(HOLD_MS);
    expect(await answer).toMatchObject(NOTHING);
  });
});

describe('a node that stops', () => {
  it('answers its held polls, each with a random wait', async () => {
    const answers = Array.from({ length: 30 }, (_, i) =>
      node.update({ a: 0 }, { session: aSession(`session ${i}`) }),
    );
    await node.held(30);
    node.drain();
    const waits = (await Promise.all(answers)).map((answer) => {
      expect(answer).toEqual({ ...NOTHING, epoch: node.log.epoch, me: null, retryMs: expect.any(Number) });
      return answer?.retryMs ?? 0;
    });
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(1000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(3000);
    expect(new Set(waits).size).toBeGreaterThan(10);
    expect(node.heldPolls.count).toBe(0);
  });

  it('adds the wait also to answers with news', async () => {
    await node.say('a', 'last words');
    node.restart();
    node.store.afterRead = () => {
      node.drain();
      return Promise.resolve();
    };
    const { events, retryMs } = (await node.update({ a: 0 })) as UpdatesJson;
    expect(events.map(({ message }) => message?.body)).toEqual(['last words']);
    expect(retryMs).toBeGreaterThanOrEqual(1000);
  });
});

describe('the newest polls of a session', () => {
  it('replace the oldest, which is answered with a wait', async () => {
    const stranger = node.update({ a: 0 }, { session: aSession('stranger') });
    const answers = Array.from({ length: 8 }, () => node.update({ a: 0 }));
    await node.held(9);
    const ninth = node.update({ a: 0 });
    expect(await answers[0]).toMatchObject({ ...NOTHING, retryMs: 5000 });
    await node.held(9);
    await node.say('a', 'new');
    const rest = await Promise.all([stranger, ...answers.slice(1), ninth]);
    expect(rest.map((answer) => [answer?.events.length, answer?.retryMs])).toEqual(
      Array.from({ length: 9 }, () => [1, 0]),
    );
  });

  it('no longer count once they have been answered', async () => {
    for (let i = 0; i < 10; i++) expect(await node.update({ a: 0 }, { waitMs: 0 })).toMatchObject(NOTHING);
    const answers = Array.from({ length: 8 }, () => node.update({ a: 0 }));
    await node.held(8);
    await settle();
    await node.say('a', 'new');
    expect((await Promise.all(answers)).map((answer) => answer?.retryMs)).toEqual(answers.map(() => 0));
  });
});

it('an address with too many held polls gets a random wait', async () => {
  const admit = (): boolean =>
    node.quota.admit({ session: aSession(`${Math.random()}`), address: ADDRESS, rooms: 1 }, new Waiter());
  for (let i = 1; i < 20_000; i++) admit();
  await node.say('a', 'new');
  // A poll that has been answered no longer counts.
  for (let i = 0; i < 3; i++) expect((await node.update({ a: 0 }))?.events.length).toBe(1);
  expect([admit(), admit()]).toEqual([true, false]);
  const waits = new Set<number>();
  for (let i = 0; i < 20; i++) {
    const { retryMs, ...rest } = (await node.update({ a: 0, '~x': 0 })) as UpdatesJson;
    expect(rest).toMatchObject({ events: [], closed: ['~x'], more: false });
    expect(retryMs).toBeGreaterThanOrEqual(5000);
    expect(retryMs).toBeLessThanOrEqual(10_000);
    waits.add(retryMs);
  }
  expect(waits.size).toBeGreaterThan(10);
  const refused = { code: 'TOO_MANY_POLLS', retryAfterSeconds: 5 };
  await expect(node.poll('a')).rejects.toMatchObject(refused);
  expect(node.heldPolls.count).toBe(0);
});
