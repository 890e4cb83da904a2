import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestNode } from '../../../test/support/test-node.js';
import { draft } from '../../../test/storage/drafts.js';
import type { Message } from '../../log/entry.js';
import { Waiter } from '../waiter.js';

/** Positions of a client that has seen everything so far. */
const AFTER = { lobby: 1, '42': 1, empty: 0 };

let node: TestNode;
let old: Record<string, Message>;
beforeEach(async () => {
  node = await TestNode.start();
  const [[lobby], [other]] = [await node.say('lobby', 'old'), await node.say('42', 'old')];
  old = { lobby: lobby as Message, '42': other as Message };
  node.restart();
});
afterEach(() => node.stop());

/** What can happen in a room, and the event that reports it. */
const NEWS: [what: string, act: () => Promise<unknown>, event: string][] = [
  ['a message in the first room', () => node.say('lobby', 'new'), 'lobby 2 message new'],
  ['a message in another room', () => node.say('42', 'new'), '42 2 message new'],
  ['a message in a room that was empty', () => node.say('empty', 'new'), 'empty 1 message new'],
  ['an edit', () => node.change(old['42'] as Message, 'new'), '42 2 edit new'],
  ['a deletion', () => node.change(old['lobby'] as Message), 'lobby 2 deletion '],
];

async function update(
  waiter = new Waiter(),
  after: Record<string, number> = AFTER,
): Promise<string[] | undefined> {
  const answer = await node.update(after, { waiter });
  return answer?.events.map(({ room, seq, type, message }) => `${room} ${seq} ${type} ${message?.body}`);
}

/** Warms the buffers, so that the poll does not read the log. */
async function warm(): Promise<void> {
  await Promise.all(Object.keys(AFTER).map((room) => node.buffers.newestMessages(room)));
}

/**
 * Promise 5 of docs/protocol.md, for a poll of many rooms: forces an entry into every gap between two steps
 * of the poll.
 */
describe.each(NEWS)('%s that is stored', (_, act, event) => {
  it('before the first read of the log is delivered', async () => {
    node.store.beforeRead = act;
    expect(await update()).toEqual([event]);
  });

  it('after the read, before its result is taken, is delivered', async () => {
    node.store.afterRead = act;
    expect(await update()).toEqual([event]);
  });

  it('while a position is compared with the log is delivered', async () => {
    await node.say('ahead', 'told');
    await warm();
    await node.buffers.newestMessages('ahead');
    // The node has not been told of this entry, so it asks the log for the newest seq.
    await node.store.append([draft('not told', { room: 'ahead' })]);
    node.store.beforeRead = act;
    expect(await update(new Waiter(), { ahead: 2, ...AFTER })).toEqual([event]);
    expect(node.store.beforeRead).toBeUndefined();
  });

  it('in the turn in which the poll begins to wait is delivered', async () => {
    const answer = update();
    const acted = act();
    expect(await answer).toEqual([event]);
    await acted;
  });

  it('right after the read on warm buffers, before the wait, is delivered', async () => {
    await warm();
    const waiter = new Waiter();
    const woken = waiter.woken.bind(waiter);
    // Between the read that found nothing and the wait for more.
    waiter.woken = async () => {
      waiter.woken = woken;
      await act();
      return woken();
    };
    expect(await update(waiter)).toEqual([event]);
  });

  it('while the poll waits is delivered', async () => {
    const answer = update();
    await node.held();
    await act();
    expect(await answer).toEqual([event]);
  });

  it('as the hold ends is delivered', async () => {
    await warm();
    const waiter = new Waiter();
    const woken = waiter.woken.bind(waiter);
    waiter.woken = async () => {
      waiter.woken = woken;
      waiter.wake('over');
      const reason = await woken();
      await act();
      return reason;
    };
    expect(await update(waiter)).toEqual([event]);
  });
});
