import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PrivateRoom } from '../../test/support/private-room.js';
import { ADDRESS, TestNode, aSession } from '../../test/support/test-node.js';
import { HistoryService } from '../messages/history.service.js';
import { Waiter } from './waiter.js';
import { membersChanged } from '../signals/signal.js';

let node: TestNode;
let room: PrivateRoom;
let newestSeq: number;
beforeEach(async () => {
  node = await TestNode.start();
  room = await PrivateRoom.at(node);
  await node.say(room.key, 'before');
  newestSeq = await node.log.newestSeq(room.key);
  node.restart();
});
afterEach(() => node.stop());

/** The text of an answer of any surface, or its error. */
async function outcome(answer: Promise<unknown>): Promise<string> {
  return answer.then(
    (value) => JSON.stringify(value).replaceAll('\\', ''),
    (error: { code: string }) => error.code,
  );
}

const rest = (waiter: Waiter, after: number): Promise<string> =>
  outcome(node.update({ [room.key]: after, lobby: 0 }, { session: room.session, waiter }));

const tornado = (waiter: Waiter, cursor?: string): Promise<string> => {
  const query = { room: room.key, cursor, waitMs: undefined, session: room.session, address: ADDRESS };
  return outcome(node.polls.poll(query, waiter).then((answer) => answer?.latin1));
};

const history = (): Promise<string> => {
  const service = new HistoryService(node.access, node.log, node.view, node.blocks);
  const query = { user: room.member, room: room.key, limit: 100, order: 'oldest' as const };
  return outcome(service.list(query).then(({ latin1 }) => latin1));
};

const waiting = (): Waiter => new Waiter(room.session);
const BEGINNING = '00000000-0000-0000-0000-000000000000';

interface Way {
  /** Reads from the beginning. */
  read: () => Promise<string>;
  /** What a member gets. */
  brings: RegExp;
  /** What a missing room looks like. */
  closed: RegExp;
}

interface HeldWay extends Way {
  /** Waits for what comes next. */
  wait: (waiter?: Waiter) => Promise<string>;
}

const REST: HeldWay = {
  read: () => rest(waiting(), 0),
  wait: (waiter = waiting()) => rest(waiter, newestSeq),
  brings: /"joined".*"before"/,
  closed: /"events":\[\].*"closed":\["~A+"\]/,
};
const TORNADO: HeldWay = {
  read: () => tornado(waiting(), BEGINNING),
  wait: (waiter = waiting()) => tornado(waiter),
  brings: /"before"/,
  closed: /^NOT_FOUND$/,
};
const HISTORY: Way = { read: history, brings: REST.brings, closed: TORNADO.closed };

const endSession = async (): Promise<void> => {
  await node.endSession(room.session);
  await node.say(room.key, 'secret');
};

type End<W> = [title: string, way: W, end: () => Promise<void>, refused: RegExp];

/** What ends the right to read, and how each way of reading answers from then on. */
const HELD: End<HeldWay>[] = [
  ['a REST poll by a member who is removed', REST, () => room.removeAndSay(), REST.closed],
  ['a Tornado poll by a member who is removed', TORNADO, () => room.removeAndSay(), TORNADO.closed],
  ['a REST poll whose session ends', REST, endSession, /^SESSION_ENDED$/],
  ['a Tornado poll whose session ends', TORNADO, endSession, /^SESSION_ENDED$/],
];
const ENDS: End<Way>[] = [
  ...HELD,
  ['the history, read by a member who is removed,', HISTORY, () => room.removeAndSay(), HISTORY.closed],
];
const REMOVALS = ENDS.filter(([title]) => title.includes('removed'));

/** Forces the end of a right into each step of a read. */
describe.each(ENDS)('A2 %s', (_, { read, brings }, end, refused) => {
  it('brings what there is until then', async () => {
    expect(await read()).toMatch(brings);
  });

  it('is refused if that happens before it comes', async () => {
    await node.lookUp(room.session);
    await end();
    expect(await read()).toMatch(refused);
  });

  it('is refused if that happens before the log is read', async () => {
    // Premise: no poll waits yet, so the signal wakes none.
    node.store.beforeRead = end;
    expect(await read()).toMatch(refused);
    expect(node.store.beforeRead).toBeUndefined();
  });

  it('gets nothing of what was read if that happens before the answer leaves', async () => {
    node.store.afterRead = end;
    expect(await read()).toMatch(refused);
    expect(node.store.afterRead).toBeUndefined();
  });
});

describe.each(REMOVALS)('A2 %s', (_, { read, closed }) => {
  it('gets nothing of what was read, even if the members have been looked up again since', async () => {
    // Premise: a session not looked up yet would make the poll read everything again.
    await node.lookUp(room.session);
    node.store.afterRead = async () => {
      await room.removeAndSay();
      await expect(node.access.check(room.member, room.key, 'read')).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    };
    expect(await read()).toMatch(closed);
  });

  it('gets nothing said after the removal while the members are being looked up', async () => {
    node.signals.tell([membersChanged(room.key)]);
    const [answer] = await Promise.all([read(), room.removeAndSay()]);
    // Asked before the removal was known: the old state or nothing, but never what came later.
    expect(answer).not.toContain('secret');
    expect(await read()).toMatch(closed);
  });
});

describe.each(HELD)('A2 %s', (_, { wait }, end, refused) => {
  it('ends at once while it is held', async () => {
    const answer = wait();
    await node.held();
    await end();
    expect(await answer).toMatch(refused);
  });

  it.each(['over', 'draining'] as const)(
    'gets nothing that follows if its hold is %s just then',
    async (reason) => {
      const waiter = waiting();
      const woken = waiter.woken.bind(waiter);
      waiter.woken = async () => {
        waiter.woken = woken;
        waiter.wake(reason);
        const taken = await woken();
        await end();
        return taken;
      };
      expect(await wait(waiter)).toMatch(refused);
    },
  );
});

it('A2 a held poll ends when its member is removed, though nothing is said', async () => {
  const answer = TORNADO.wait();
  await node.held();
  await room.remove();
  expect(await answer).toMatch(TORNADO.closed);
});

it.each([
  ['Tornado', TORNADO],
  ['REST', REST],
])('a held %s poll goes on when another session ends', async (_, { wait }) => {
  const answer = wait();
  await node.held();
  await node.endSession(aSession('another'));
  const [message] = await node.say(room.key, 'hello');
  expect(await answer).toContain(message?.id);
});
