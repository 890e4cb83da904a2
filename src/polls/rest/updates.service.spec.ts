import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestNode } from '../../../test/support/test-node.js';
import { draft } from '../../../test/storage/drafts.js';
import { Waiter } from '../waiter.js';

let node: TestNode;
beforeEach(async () => {
  node = await TestNode.start();
});
afterEach(() => node.stop());

/** Lets all pending promises settle. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

describe('a poll of several rooms', () => {
  it('brings what lies after its positions, each room in order of seq', async () => {
    await node.say('a', 'a1', 'a2', 'a3');
    await node.say('b', 'b1');
    await node.say('c', 'c1');
    const answer = await node.update({ a: 1, b: 0, c: 1, d: 0 });
    const of = (room: string): unknown[] =>
      (answer?.events ?? [])
        .filter((event) => event.room === room)
        .map(({ seq, type, message }) => [seq, type, message?.body]);
    expect(of('a')).toEqual([
      [2, 'message', 'a2'],
      [3, 'message', 'a3'],
    ]);
    expect(of('b')).toEqual([[1, 'message', 'b1']]);
    expect(answer?.events.length).toBe(3);
    expect(answer).toMatchObject({ gaps: [], closed: [], more: false, retryMs: 0 });
  });

  it.each(['a', 'b', 'c'])('is woken by %s and ends', async (room) => {
    const answer = node.update({ a: 0, b: 0, c: 0 });
    await node.held();
    expect(node.buffers.activeRoomCount).toBe(3);
    await node.say(room, 'new');
    expect((await answer)?.events.map((event) => event.room)).toEqual([room]);
    expect(node.heldPolls.count).toBe(0);
  });

  it('goes on waiting if there is no news after all', async () => {
    const waiter = new Waiter();
    const answer = node.update({ a: 0 }, { waiter });
    await node.held();
    waiter.wake('news');
    await settle();
    expect(node.heldPolls.count).toBe(1);
    await node.say('a', 'new');
    expect((await answer)?.events.map(({ seq }) => seq)).toEqual([1]);
  });

  it('returns the caller’s id as of the answer', async () => {
    const answer = node.update({ a: 0 });
    await node.held();
    node.session.user = { id: 'ann', name: 'Ann', isGuest: true };
    await node.say('a', 'new');
    expect((await answer)?.me).toBe('ann');
    node.session.user = null;
    expect((await node.update({ a: 0 }))?.me).toBeNull();
  });
});

describe('positions', () => {
  it('are refused with another epoch', async () => {
    await node.say('a', 'a1');
    const { epoch } = node.log;
    expect(await node.update({ a: 0 }, { epoch })).toMatchObject({ epoch, events: [{ seq: 1 }] });
    await node.log.renewEpoch();
    await expect(node.update({ a: 0 }, { epoch })).rejects.toMatchObject({ code: 'EPOCH_CHANGED' });
    expect((await node.update({ a: 0 }))?.epoch).toBe(node.log.epoch);
  });

  it('are validated before anything else', async () => {
    await expect(node.update({ a: -1 }, { epoch: 'another' })).rejects.toMatchObject({
      code: 'FIELD_INVALID',
    });
    node.drain();
    await expect(node.update({ 'a\u{D800}': 1 })).rejects.toMatchObject({ code: 'ROOM_INVALID' });
  });

  it.each<Record<string, number>>([{ a: 3 }, { a: 2, b: 1 }, { b: 1, a: 2 }, { '@me': 1 }])(
    'ahead of the log are refused: %j',
    async (after) => {
      await node.say('a', 'a1', 'a2');
      await expect(node.update(after)).rejects.toMatchObject({ code: 'EPOCH_CHANGED' });
      expect(node.heldPolls.count).toBe(0);
    },
  );

  it('may be ahead of what the node has heard of, and wait for what follows', async () => {
    await node.say('a', 'told');
    await node.buffers.newestMessages('a');
    await node.store.append([draft('not told', { room: 'a' })]);
    const answer = node.update({ a: 2 });
    await node.held();
    await settle();
    expect(node.heldPolls.count).toBe(1);
    await node.say('a', 'next');
    expect((await answer)?.events.map(({ seq, message }) => [seq, message?.body])).toEqual([[3, 'next']]);
  });

  it('behind what the node has heard of miss no entry', async () => {
    await node.say('a', 'told');
    const answer = node.update({ a: 1 });
    await node.held();
    await node.store.append([draft('not told', { room: 'a' })]);
    await node.say('a', 'next');
    expect((await answer)?.events.map(({ message }) => message?.body)).toEqual(['not told', 'next']);
  });

  it('in missing rooms are closed at once, while the others are read', async () => {
    expect(await node.update({ '~x': 4, a: 0 })).toMatchObject({ events: [], closed: ['~x'], retryMs: 0 });
    await node.say('a', 'a1');
    expect(await node.update({ a: 0, '~x': 0, '~y': 1 })).toMatchObject({
      events: [{ room: 'a', seq: 1 }],
      closed: ['~x', '~y'],
    });
  });
});

describe('a log that cannot be read', () => {
  const fail = (): Promise<never> => {
    node.store.beforeRead = fail;
    return Promise.reject(new Error('disk'));
  };

  it('fails a poll of several rooms without an unhandled rejection', async () => {
    const unheard: unknown[] = [];
    const listen = (reason: unknown): void => void unheard.push(reason);
    process.on('unhandledRejection', listen);
    node.store.beforeRead = fail;
    await expect(node.update({ a: 0, b: 0, c: 0 })).rejects.toThrow('disk');
    await settle();
    process.off('unhandledRejection', listen);
    expect(unheard).toEqual([]);
    expect([node.heldPolls.count, node.buffers.activeRoomCount]).toEqual([0, 0]);
  });
});
