import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestNode } from '../../test/support/test-node.js';
import { draft } from '../../test/storage/drafts.js';
import type { Message } from '../log/message.js';
import { Waiter } from './waiter.js';

/** The positions of a REST client that has seen everything so far. */
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

type Answered = string[] | undefined;
type Act = () => Promise<unknown>;

async function rest(waiter = new Waiter(), after: Record<string, number> = AFTER): Promise<Answered> {
  const answer = await node.update(after, { waiter });
  return answer?.events.map(({ room, seq, type, message }) => `${room} ${seq} ${type} ${message?.body}`);
}

async function tornado(cursor?: string, waiter = new Waiter()): Promise<Answered> {
  const answer = await node.poll('lobby', cursor, waiter);
  return answer?.messages?.map(({ body }) => body);
}

const post = (body: string): Promise<unknown> => node.say('lobby', body);

/** What can happen in a room, and the event in which a REST poll reports it. */
const NEWS: [what: string, act: Act, event: string][] = [
  ['a message in the first room', () => post('new'), 'lobby 2 message new'],
  ['a message in another room', () => node.say('42', 'new'), '42 2 message new'],
  ['a message in a room that was empty', () => node.say('empty', 'new'), 'empty 1 message new'],
  ['an edit', () => node.change(old['42'] as Message, 'new'), '42 2 edit new'],
  ['a deletion', () => node.change(old['lobby'] as Message), 'lobby 2 deletion '],
];

type Poll = (waiter?: Waiter) => Promise<Answered>;

const CASES: [what: string, poll: Poll, act: Act, answer: string][] = [
  ...NEWS.map(([what, act, event]): [string, Poll, Act, string] => [
    `${what}, polled over REST,`,
    rest,
    act,
    event,
  ]),
  ['a message, polled without a cursor,', (waiter) => tornado(undefined, waiter), () => post('new'), 'new'],
  [
    'a message, polled at a known cursor,',
    (waiter) => tornado(old['lobby']?.id, waiter),
    () => post('new'),
    'new',
  ],
];

/** Warms the buffers, so that the poll does not read the log. */
async function warm(): Promise<void> {
  await Promise.all(Object.keys(AFTER).map((room) => node.buffers.newestMessages(room)));
}

/** Promise 5 of docs/protocol.md: forces an entry into every gap between two steps of a poll, on both surfaces. */
describe.each(CASES)('%s is delivered if it is stored', (_, poll, act, answer) => {
  it('before the first read of the log', async () => {
    node.store.beforeRead = act;
    expect(await poll()).toEqual([answer]);
  });

  it('after the read, before its result is taken', async () => {
    node.store.afterRead = act;
    expect(await poll()).toEqual([answer]);
  });

  it('in the tick in which the poll begins to wait', async () => {
    const polled = poll();
    const acted = act();
    expect(await polled).toEqual([answer]);
    await acted;
  });

  it('between a read of warm buffers, which finds nothing, and the wait', async () => {
    await warm();
    const waiter = new Waiter();
    const woken = waiter.woken.bind(waiter);
    waiter.woken = async () => {
      waiter.woken = woken;
      await act();
      return woken();
    };
    expect(await poll(waiter)).toEqual([answer]);
  });

  it.each([
    ['cold', () => Promise.resolve()],
    ['warm', warm],
  ])('while the poll waits, with %s buffers', async (_kind, prepare) => {
    await prepare();
    const polled = poll();
    await node.held();
    await act();
    expect(await polled).toEqual([answer]);
  });

  it('as the hold ends', async () => {
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
    expect(await poll(waiter)).toEqual([answer]);
  });
});

it.each(NEWS)(
  '%s is delivered if it is stored while a position is compared with the log',
  async (_, act, event) => {
    await node.say('ahead', 'told');
    await warm();
    await node.buffers.newestMessages('ahead');
    // The node has not been told of this entry, so it asks the log for the newest seq.
    await node.store.append([draft('not told', { room: 'ahead' })]);
    node.store.beforeRead = act;
    expect(await rest(new Waiter(), { ahead: 2, ...AFTER })).toEqual([event]);
    expect(node.store.beforeRead).toBeUndefined();
  },
);

it('a message that is stored while the buffer is filled for an unknown cursor is delivered once', async () => {
  await post('older than the first read reaches');
  await post('newest');
  node.restart();
  node.store.afterRead = () => {
    node.store.afterRead = () => post('new');
    return Promise.resolve();
  };
  const bodies = ['old', 'older than the first read reaches', 'newest', 'new'];
  expect(await tornado('unknown')).toEqual(bodies);
});

it('a poll without a cursor is told nothing that was said before it came', async () => {
  const polled = tornado();
  await node.held();
  await post('next');
  expect(await polled).toEqual(['next']);
});
