import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TestNode } from '../../test/support/test-node.js';
import { ANN } from '../../test/support/test-sessions.js';
import { until } from '../../test/support/until.js';
import { SESSION_MAX_IDLE_MS } from '../accounts/session.js';
import { CURSOR_OF_BEGINNING } from '../log/message.js';
import { Waiter } from './waiter.js';

const HOLD_MS = 25_000;

let node: TestNode;
beforeEach(async () => {
  node = await TestNode.start();
});
afterEach(() => node.stop());

/** Lets all pending promises settle. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

type Poll = (waiter?: Waiter) => Promise<object | undefined>;
type Surface = [name: string, poll: Poll, nothing: () => object];

/** A poll of the room `a` from its beginning, on each surface, and how it is answered when there was nothing. */
const SURFACES: Surface[] = [
  [
    'Tornado',
    (waiter) => node.poll('a', CURSOR_OF_BEGINNING, waiter),
    () => ({ cursor: CURSOR_OF_BEGINNING }),
  ],
  [
    'REST',
    (waiter = new Waiter()) => node.update({ a: 0 }, { waiter }),
    () => ({ events: [], gaps: [], closed: [], more: false, epoch: node.log.epoch, me: null }),
  ],
];

describe.each(SURFACES)('a %s poll', (_, poll, nothing) => {
  it('is held for at least 80 % of the setting and at most all of it', async () => {
    const answer = poll();
    await node.held();
    node.clock.advance(HOLD_MS * 0.8 - 1);
    await settle();
    expect(node.heldPolls.count).toBe(1);
    node.clock.advance(HOLD_MS * 0.2 + 1);
    const { retryMs = 0, ...rest } = (await answer) as { retryMs?: number };
    expect([retryMs, rest]).toEqual([0, nothing()]);
  });

  it('is answered when the node stops, which takes no more of them', async () => {
    const waiter = new Waiter();
    const waiting = vi.spyOn(waiter, 'woken');
    const answer = poll(waiter);
    await until(() => waiting.mock.calls.length > 0, 'a poll that waits');
    node.drain();
    expect(await answer).toMatchObject(nothing());
    await expect(poll()).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
  });

  it('is held while its session is seen at another node, and ends once it is not', async () => {
    await node.sessions.attach(node.session, ANN);
    const waiter = new Waiter(node.session);
    const waiting = vi.spyOn(waiter, 'woken');
    const answer = poll(waiter);
    await until(() => waiting.mock.calls.length > 0, 'a poll that waits');
    node.clock.jump(SESSION_MAX_IDLE_MS - 1);
    await node.seeElsewhere(node.session);
    node.clock.jump(1);
    expect(node.session.isOver(node.clock.now())).toBe(true);
    node.clock.advance(100);
    await until(() => waiting.mock.calls.length > 1, 'it waits again');
    node.clock.advance(100);
    await settle();
    expect(node.heldPolls.count).toBe(1);
    node.clock.jump(SESSION_MAX_IDLE_MS);
    node.clock.advance(100);
    await expect(answer).rejects.toMatchObject({ code: 'SESSION_ENDED' });
  });

  it('frees its waiter, and the memory of an empty room, when its client goes away', async () => {
    const waiter = new Waiter();
    const answer = poll(waiter);
    await node.held();
    expect(node.buffers.activeRoomCount).toBe(1);
    waiter.wake('gone');
    expect(await answer).toBeUndefined();
    expect([node.heldPolls.count, node.buffers.activeRoomCount]).toEqual([0, 0]);
  });

  it('gets no answer made if its client goes away while the log is read', async () => {
    await node.say('a', 'a1');
    node.restart();
    const waiter = new Waiter();
    node.store.afterRead = () => {
      waiter.wake('gone');
      return Promise.resolve();
    };
    expect(await poll(waiter)).toBeUndefined();
    expect(node.heldPolls.count).toBe(0);
  });

  it('fails if the log cannot be read, and the next poll reads it again', async () => {
    const fail = (): Promise<never> => {
      node.store.beforeRead = fail;
      return Promise.reject(new Error('disk'));
    };
    node.store.beforeRead = fail;
    await expect(poll()).rejects.toThrow('disk');
    expect([node.heldPolls.count, node.buffers.activeRoomCount]).toEqual([0, 0]);
    node.store.beforeRead = undefined;
    const answer = poll();
    await node.held();
    await node.say('a', 'again');
    expect(JSON.stringify(await answer)).toContain('"body":"again"');
  });
});
