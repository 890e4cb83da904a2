import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PrivateRoom } from '../../test/support/private-room.js';
import { ADDRESS, TestNode } from '../../test/support/test-node.js';
import { HistoryService } from '../messages/history.service.js';
import { Waiter } from './waiter.js';

let node: TestNode;
let room: PrivateRoom;
beforeEach(async () => {
  node = await TestNode.start();
  room = await PrivateRoom.at(node);
});
afterEach(() => node.stop());

/** The text of an answer of any surface, or its error. */
async function outcome(answer: Promise<unknown>): Promise<string> {
  return answer.then(
    (value) => JSON.stringify(value),
    (error: { code: string }) => error.code,
  );
}

const updates = (waiter = new Waiter(), after = 0): Promise<string> =>
  outcome(node.update({ [room.key]: after, lobby: 0 }, { session: room.session, waiter }));

const seed = (waiter = new Waiter(), cursor?: string): Promise<string> => {
  const query = { room: room.key, cursor, waitMs: undefined, session: room.session, address: ADDRESS };
  return outcome(node.polls.poll(query, waiter).then((answer) => answer?.latin1));
};

const history = (): Promise<string> => {
  const service = new HistoryService(node.access, node.log, node.view, node.blocks);
  const query = { user: room.member, room: room.key, limit: 100, order: 'oldest' as const };
  return outcome(service.list(query).then(({ latin1 }) => latin1));
};

const BEGINNING = '00000000-0000-0000-0000-000000000000';
const CLOSED = /"events":\[\].*"closed":\["~A+"\]/;

/** Each way of reading, what it answers if there is no such room, and what it answers to a member. */
const WAYS: [name: string, ask: () => Promise<string>, closed: RegExp, brings: RegExp][] = [
  ['a poll of many rooms', () => updates(), CLOSED, /"joined".*"before"/],
  ['a poll with a cursor', () => seed(new Waiter(), BEGINNING), /^NOT_FOUND$/, /"before"/],
  ['the history', history, /^NOT_FOUND$/, /"joined".*"before"/],
];

/** Forces the removal of a member into each step of a read. */
describe.each(WAYS)('A2 %s of somebody who is removed', (_, ask, closed, brings) => {
  beforeEach(async () => {
    await node.say(room.key, 'before');
    node.restart();
  });

  it('not at all brings what there is', async () => {
    expect((await ask()).replaceAll('\\', '')).toMatch(brings);
  });

  it('before the log is read brings nothing', async () => {
    node.store.beforeRead = room.removeAndSay;
    expect(await ask()).toMatch(closed);
    expect(node.store.beforeRead).toBeUndefined();
  });

  it('after the log was read brings nothing either if it is known again who is left', async () => {
    // Premise: a session not looked up yet would make the poll read everything again.
    await node.lookUp(room.session);
    node.store.afterRead = async () => {
      await room.removeAndSay();
      await expect(node.access.check(room.member, room.key, 'read')).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    };
    expect(await ask()).toMatch(closed);
  });

  it('after the log was read, before it is answered, brings nothing', async () => {
    node.store.afterRead = room.removeAndSay;
    expect(await ask()).toMatch(closed);
    expect(node.store.afterRead).toBeUndefined();
  });

  it('while who is in the room is being looked up brings nothing', async () => {
    node.signals.members.next(room.key);
    const [answer] = await Promise.all([ask(), room.removeAndSay()]);
    // Asked before the removal was known: the old state or nothing, but never what came later.
    expect(answer).not.toContain('secret');
    expect(await ask()).toMatch(closed);
  });
});

describe('A2 a held poll of somebody who is removed', () => {
  it('of many rooms ends at once with the room among the closed', async () => {
    const { newestSeq } = await newest();
    const answer = updates(new Waiter(), newestSeq);
    await node.held();
    await room.removeAndSay();
    expect(await answer).toMatch(CLOSED);
  });

  it('of one room ends at once, though nothing was said', async () => {
    const answer = seed();
    await node.held();
    await room.remove();
    expect(await answer).toBe('NOT_FOUND');
  });

  it.each(['over', 'draining'] as const)('brings nothing either if its hold is %s', async (reason) => {
    const { newestSeq } = await newest();
    for (const poll of [(w: Waiter) => updates(w, newestSeq), seed]) {
      const waiter = new Waiter();
      const woken = waiter.woken.bind(waiter);
      waiter.woken = async () => {
        waiter.woken = woken;
        waiter.wake(reason);
        const taken = await woken();
        const closed = await node.access.closedAmong(room.member, [room.key]);
        if (closed.length === 0) await room.removeAndSay();
        return taken;
      };
      expect(await poll(waiter)).not.toContain('secret');
    }
  });
});

async function newest(): Promise<{ newestSeq: number }> {
  return { newestSeq: await node.log.newestSeq(room.key) };
}
