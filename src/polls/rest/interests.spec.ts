import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PrivateRoom } from '../../../test/support/private-room.js';
import { ADDRESS, TestNode, aSession } from '../../../test/support/test-node.js';
import { Session } from '../../accounts/session.js';
import type { UpdatesJson } from './dto/updates.json.js';
import { Waiter } from '../waiter.js';

const REST_MS = 15_000;

let node: TestNode;
beforeEach(async () => {
  node = await TestNode.start();
});
afterEach(() => node.stop());

/** A poll that does not wait. */
async function ask(after: Record<string, number>, session = node.session): Promise<UpdatesJson> {
  return (await node.update(after, { session, waitMs: 0 })) as UpdatesJson;
}

/** The same, with the list as the client wrote it. */
async function poll(list: string, session = node.session): Promise<UpdatesJson> {
  const request = {
    list,
    limit: 100,
    waitMs: 0,
    epoch: undefined,
    topics: new Map<string, string>(),
    session,
    address: ADDRESS,
  };
  return JSON.parse((await node.updates.poll(request, new Waiter()))?.latin1 ?? '') as UpdatesJson;
}

const said = ({ events }: UpdatesJson): unknown[] =>
  events.map(({ room, seq, message }) => `${room} ${seq} ${message?.body}`);

/** As many rooms as a poll may name, all at position 0. */
const roomsOf = (client: number): Record<string, number> =>
  Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`r${client}-${i}`, 0]));

/** From now on, any read of the log fails the test. */
function nothingIsRead(): void {
  node.store.beforeRead = () => Promise.reject(new Error('read'));
}

describe('the interest of a client', () => {
  it('outlives its poll, so that quiet rooms are not read again', async () => {
    await node.say('a', 'a1');
    const answer = node.update({ a: 1, b: 0, c: 0 });
    await node.held();
    await node.say('b', 'b1');
    expect(said((await answer) as UpdatesJson)).toEqual(['b 1 b1']);
    expect(node.buffers.activeRoomCount).toBe(3);
    nothingIsRead();
    expect(said(await ask({ a: 1, b: 1, c: 0 }))).toEqual([]);
    const next = node.update({ a: 1, b: 1, c: 0 });
    await node.held();
    await node.say('c', 'c1');
    expect(said((await next) as UpdatesJson)).toEqual(['c 1 c1']);
  });

  it('hears what is said between two polls, in each of its rooms', async () => {
    await ask({ a: 0, b: 0, c: 0 });
    await node.say('c', 'c1');
    await node.say('a', 'a1', 'a2');
    expect(said(await ask({ a: 0, b: 0, c: 0 }))).toEqual(['c 1 c1', 'a 1 a1', 'a 2 a2']);
    await node.say('b', 'b1');
    expect(said(await ask({ a: 2, b: 0, c: 1 }))).toEqual(['b 1 b1']);
  });

  it('is optional: a poll with other positions, order or rooms gets the same answer', async () => {
    await node.say('a', 'a1', 'a2');
    await node.say('b', 'b1');
    expect(said(await ask({ a: 0, b: 0 })).length).toBe(3);
    expect(said(await ask({ a: 0, b: 0 })).length).toBe(3);
    expect(said(await ask({ a: 1, b: 1 }))).toEqual(['a 2 a2']);
    expect(said(await ask({ b: 0, a: 2 }))).toEqual(['b 1 b1']);
    expect(said(await ask({ b: 0 }))).toEqual(['b 1 b1']);
    expect(said(await ask({ a: 2, b: 1, c: 0 }))).toEqual([]);
    await expect(ask({ a: 3, b: 1 })).rejects.toMatchObject({ code: 'EPOCH_CHANGED' });
  });

  it('moves on in the room with news, not in one whose name ends alike', async () => {
    await node.say('a', 'a1');
    expect(said(await ask({ ba: 0, a: 0 }))).toEqual(['a 1 a1']);
    await expect(ask({ ba: 1, a: 0 })).rejects.toMatchObject({ code: 'EPOCH_CHANGED' });
  });

  it('is not used for a list with a leading zero in a position', async () => {
    await node.say('a', 'a1');
    expect(said(await poll('b:0,a:00'))).toEqual(['a 1 a1']);
    await expect(poll('b:0,a:10')).rejects.toMatchObject({ code: 'EPOCH_CHANGED' });
  });

  it('belongs to one client: two of a session that ask for the same both get the news', async () => {
    const answers = [node.update({ a: 0, b: 0 }), node.update({ a: 0, b: 0 })];
    await node.held(2);
    await node.say('a', 'a1');
    const [one, other] = await Promise.all(answers);
    expect(one).toEqual(other);
    const again = [node.update({ a: 1, b: 0 }), node.update({ a: 1, b: 0 }), node.update({ a: 1, b: 0 })];
    await node.held(3);
    await node.say('b', 'b1');
    for (const answer of await Promise.all(again)) expect(said(answer as UpdatesJson)).toEqual(['b 1 b1']);
  });

  it('belongs to its session and its user', async () => {
    await ask({ a: 0 });
    const kept = node.interests.take(node.session, 'a:0');
    expect(kept.buffers.length).toBe(1);
    node.interests.park(node.session, kept);
    expect(node.interests.take(aSession('other'), 'a:0').buffers).toEqual([]);
    node.session.user = { id: 'ann', name: 'Ann', isGuest: true };
    expect(node.interests.take(node.session, 'a:0').buffers).toEqual([]);
    node.session.user = null;
    expect(node.interests.take(node.session, 'a:0')).toBe(kept);
    // A session that is looked up again has a new user object.
    node.session.user = { id: 'ann', name: 'Ann', isGuest: true };
    await ask({ a: 0 });
    node.session.user = { id: 'ann', name: 'Anna', isGuest: true };
    expect(node.interests.take(node.session, 'a:0').buffers.length).toBe(1);
  });

  it('ends if its client does not return, which frees its rooms', async () => {
    await ask({ a: 0, b: 0 });
    node.clock.advance(REST_MS - 1);
    await ask({ a: 0, b: 0 });
    node.clock.advance(REST_MS - 1);
    expect(node.buffers.activeRoomCount).toBe(2);
    node.clock.advance(REST_MS);
    expect(node.buffers.activeRoomCount).toBe(0);
    expect(said(await ask({ a: 0, b: 0 }))).toEqual([]);
  });

  it('ends with a poll that failed, and with one whose client has gone', async () => {
    await ask({ a: 0 });
    const waiter = new Waiter();
    const answer = node.update({ a: 0 }, { waiter });
    await node.held();
    waiter.wake('gone');
    expect(await answer).toBeUndefined();
    expect(node.buffers.activeRoomCount).toBe(0);
  });
});

describe('the memory of interests', () => {
  it('is bounded for each session: the longest idle one is dropped', async () => {
    for (let i = 0; i < 20; i++) await ask({ [`room ${i}`]: 0 });
    expect(node.buffers.activeRoomCount).toBe(16);
    expect(node.interests.take(node.session, 'room 3:0').buffers.length).toBe(0);
    expect(node.interests.take(node.session, 'room 4:0').buffers.length).toBe(1);
  });

  it('is bounded in total by the number of rooms: the longest idle one is dropped', async () => {
    const list = Object.keys(roomsOf(0))
      .map((room) => `${room}:0`)
      .join();
    const kept = (session: Session): number => {
      const interest = node.interests.take(session, list);
      if (interest.buffers.length > 0) node.interests.park(session, interest);
      return interest.buffers.length;
    };
    const sessions = Array.from({ length: 1001 }, (_, client) => aSession(`client ${client}`));
    for (const session of sessions) await poll(list, session);
    expect([sessions[0], sessions[1], sessions[1000]].map((session) => kept(session as Session))).toEqual([
      0, 200, 200,
    ]);
    node.clock.advance(REST_MS * 2);
    expect(node.buffers.activeRoomCount).toBe(0);
    for (const session of sessions) await poll(list, session);
    expect(kept(sessions[1] as Session)).toBe(200);
  });

  it('is not used without a session or for lists that are mostly padding', async () => {
    await poll('a:0', new Session('new', node.clock.now(), Buffer.alloc(32), true));
    expect(said(await poll(`${' '.repeat(200)}b:0`))).toEqual([]);
    expect(node.buffers.activeRoomCount).toBe(0);
  });

  it('holds no text of a room that was deleted', async () => {
    const room = await PrivateRoom.at(node);
    await node.say(room.key, 'secret');
    await ask({ [room.key]: 0 }, room.session);
    const [kept] = node.interests.take(room.session, `${room.key}:2`).buffers;
    expect(kept?.messages.map(({ body }) => body)).toEqual(['secret']);
    await room.delete();
    expect(kept?.messages).toEqual([]);
  });
});

describe('an interest in a private room', () => {
  let room: PrivateRoom;
  beforeEach(async () => {
    room = await PrivateRoom.at(node);
  });

  it('A2 closes when its client is removed between two polls, before anything else is told', async () => {
    const seq = await node.log.newestSeq(room.key);
    expect(await ask({ [room.key]: seq, lobby: 0 }, room.session)).toMatchObject({ closed: [] });
    await room.removeAndSay();
    await node.say('lobby', 'heard');
    const answer = await ask({ [room.key]: seq, lobby: 0 }, room.session);
    expect(answer.closed).toEqual([room.key]);
    expect(said(answer)).toEqual(['lobby 1 heard']);
  });

  it('is not kept if a room is closed, which may be open for the next poll', async () => {
    expect(await ask({ '~x': 0, lobby: 0 }, room.session)).toMatchObject({ closed: ['~x'] });
    expect(node.interests.take(room.session, '~x:0,lobby:0').buffers).toEqual([]);
  });

  it('is checked again only after a change of members somewhere', async () => {
    const asked: unknown[] = [];
    const closedAmong = node.access.closedAmong.bind(node.access);
    node.access.closedAmong = (...args) => {
      asked.push(args);
      return closedAmong(...args);
    };
    const seq = await node.log.newestSeq(room.key);
    await ask({ [room.key]: seq }, room.session);
    const first = asked.length;
    await ask({ [room.key]: seq }, room.session);
    expect(asked.length).toBe(first);
    node.signals.tell([{ kind: 'members', subject: '~elsewhere' }]);
    await ask({ [room.key]: seq }, room.session);
    expect(asked.length).toBe(first + 1);
  });
});
