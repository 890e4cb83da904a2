import { beforeEach, describe, expect, it } from 'vitest';
import { MessageBufferService } from '../src/buffers/message-buffer.service.js';
import type { RoomBuffer } from '../src/buffers/room-buffer.js';
import type { HereJson, RoomHereJson, UpdatesJson } from '../src/polls/rest/dto/updates.json.js';
import type { PolledRooms } from '../src/polls/rest/polled-rooms.js';
import type { TopicState } from '../src/polls/rest/topics.js';
import { PresenceTopic } from '../src/presence/presence-topic.js';
import { Presence } from '../src/presence/presence.service.js';
import { type Account, freshAccounts } from './support/account.js';
import { block } from './support/friends.js';
import { done, groupOf, refused } from './support/groups.js';
import { type Positions, RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';
import { until } from './support/until.js';

const server = sharedApp({ LIMITS: 'off' });
const [ann, bob, eve] = freshAccounts(server, 'Ann', 'Bob', 'Eve');
let group: string;
beforeEach(async () => {
  group = await groupOf(ann, bob, eve);
});

const writing = (who: RestClient, room: string) => who.postJson(`/api/rooms/${room}/writing`, {});

/** What the client is told of these rooms; undefined if there is no news. */
async function here(who: RestClient, rooms: string[], version = '0'): Promise<HereJson | undefined> {
  const after = Object.fromEntries(rooms.map((room) => [room, 0]));
  const known = version === '0' ? `0:${rooms.join()}` : version;
  return (await who.updates(after, { wait: 0, here: known })).here;
}

/** What somebody is told who comes and stays a moment. */
async function hereIn(who: RestClient, room: string): Promise<RoomHereJson> {
  await here(who, [room]);
  pass(1);
  const told = (await here(who, [room]))?.rooms[room];
  if (!told) throw new Error('nothing is told');
  return told;
}

/** After all that is in the group. */
async function positions(who: RestClient): Promise<Record<string, number>> {
  const { entries } = await who.entries(group, { after: 0 });
  return { [group]: entries.at(-1)?.seq ?? 0 };
}

/** Somebody comes and stays; what they know of the group then. */
async function settled(who: RestClient, after: Record<string, number>): Promise<HereJson> {
  const options = { wait: 0, here: `0:${group}` };
  await who.updates(after, options);
  pass(1);
  const { here: known } = await who.updates(after, options);
  pass(1);
  return known as HereJson;
}

const idsOf = (...people: Account[]) => people.map(({ id }) => id).toSorted();

/** Time passes, and the server looks. */
function pass(seconds: number): void {
  for (let i = 0; i < seconds; i++) server.clock.advance(1000);
}

describe('who is in a room', () => {
  it('is whoever polls it and asks who is there, for some seconds after the last poll too', async () => {
    await bob.updates({ [group]: 0 }, { wait: 0, here: `0:${group}` });
    expect(await hereIn(ann, group)).toMatchObject({ count: 2, ids: idsOf(ann, bob), writing: [] });
    // Ann comes again and again, Bob does not.
    for (let i = 0; i < 60; i++) {
      pass(1);
      if (i % 10 === 0) await here(ann, [group]);
    }
    expect(await hereIn(ann, group)).toMatchObject({ count: 1, ids: [ann.id] });
  });

  it('has a name and what their picture shows', async () => {
    const guest = await RestClient.at(server.url);
    await guest.say('seen', 'hello');
    const { id, name } = (await guest.me()) as { id: string; name: string };
    const { faces } = await hereIn(guest, 'seen');
    const [face] = faces;
    expect(face).toMatchObject({ id, name, guest: true, initials: expect.stringMatching(/^.{1,2}$/u) });
    expect((await guest.entries('seen', { after: 0 })).entries[0]?.message?.html).toContain(
      `tint-${face?.tint}"`,
    );
  });

  it('is nobody who does not ask, nor who prefers not to be seen; they see the others', async () => {
    await bob.updates({ [group]: 0 }, { wait: 0 });
    await done(eve, '/api/preferences', { presence: 'off' });
    await here(eve, [group]);
    await writing(eve, group);
    expect(await hereIn(ann, group)).toMatchObject({ count: 1, ids: [ann.id], writing: [] });
    expect(await hereIn(eve, group)).toMatchObject({ count: 1, ids: [ann.id] });
  });

  it('is told to members alone', async () => {
    await here(bob, [group]);
    const stranger = await RestClient.at(server.url);
    expect(await here(stranger, [group])).toBeUndefined();
    await done(ann, `/api/rooms/${group}/members/${bob.id}/remove`);
    expect(await here(bob, [group])).toBeUndefined();
  });

  it('is not told of rooms that are not polled', async () => {
    await here(bob, [group]);
    expect((await ann.updates({ lobby: 0 }, { wait: 0, here: `0:${group}` })).here).toBeUndefined();
  });

  it('leaves out whom the viewer has blocked, who still sees the viewer', async () => {
    await block(ann, bob);
    await here(bob, [group]);
    await here(eve, [group]);
    await writing(bob, group);
    expect(await hereIn(ann, group)).toMatchObject({ count: 2, ids: idsOf(ann, eve), writing: [] });
    expect(await hereIn(bob, group)).toMatchObject({ count: 3 });
  });
});

describe('somebody who leaves', () => {
  let rooms = 0;
  const signOut = (guest: RestClient) => done(guest as Account, '/api/session/end');
  const nobodyHeld = () => until(() => server.heldPolls.count === 0);

  it.each<[how: string, leave: (guest: RestClient, after: Positions) => Promise<unknown>]>([
    [
      'closes the page while its poll is held',
      async (guest, after) => {
        const cut = new AbortController();
        const { answer } = await holding(guest, after, cut.signal);
        cut.abort();
        await Promise.allSettled([answer, nobodyHeld()]);
      },
    ],
    [
      'signs out while a poll is held',
      async (guest, after) => {
        const { answer } = await holding(guest, after);
        await Promise.allSettled([answer, signOut(guest)]);
      },
    ],
    ['does not come back after an answer', () => Promise.resolve()],
    ['signs out after an answer', signOut],
  ])('is shown for some ten seconds more, if it is a guest who %s', async (_, leave) => {
    const room = `left ${++rooms}`;
    const guest = await RestClient.at(server.url);
    const { seq } = await guest.say(room, 'hello');
    const { id } = await guest.me();
    await hereIn(guest, room);
    await leave(guest, { [room]: seq });
    pass(9);
    expect((await here(ann, [room]))?.rooms[room]?.ids).toContain(id);
    pass(5);
    expect((await here(ann, [room]))?.rooms[room]?.ids).toEqual([ann.id]);
  });

  /** A poll that waits for somebody else to come. */
  async function holding(who: RestClient, after: Positions, signal?: AbortSignal) {
    const [room = ''] = Object.keys(after);
    const { version } = (await here(who, [room])) as HereJson;
    return who.hold(server, after, { here: version, wait: 50 }, signal);
  }
});

describe('somebody whose poll is held', () => {
  /** A poll of Eve, which knows that Ann is there. */
  async function heldByEve(): Promise<{ answer: Promise<UpdatesJson> }> {
    await here(ann, [group]);
    const after = await positions(eve);
    const { version } = await settled(eve, after);
    return eve.hold(server, after, { here: version, wait: 50 });
  }

  const isListening = ({ id }: Account) =>
    [...server.app.get(MessageBufferService).peopleIn(group)].some((person) => person.id === id);

  it('is gone within its time once they no longer want to be seen, and is not shown writing', async () => {
    const { answer } = await heldByEve();
    expect((await here(ann, [group]))?.rooms[group]?.ids).toEqual(idsOf(ann, eve));
    await done(eve, '/api/preferences', { presence: 'off' });
    await until(() => !isListening(eve), 'the poll that knows', 10_000);
    pass(8);
    await writing(eve, group);
    expect((await here(ann, [group]))?.rooms[group]?.writing).toEqual([]);
    // Premise: nothing else has ended the poll.
    expect(server.heldPolls.count).toBe(1);
    pass(3);
    expect((await here(ann, [group]))?.rooms[group]?.ids).toEqual([ann.id]);
    expect((await answer).here?.rooms[group]?.ids).toEqual([ann.id]);
  });

  it('is there at once when they want to be seen again', async () => {
    await done(eve, '/api/preferences', { presence: 'off' });
    const { answer } = await heldByEve();
    expect((await here(ann, [group]))?.rooms[group]?.ids).toEqual([ann.id]);
    await done(eve, '/api/preferences', { presence: 'on' });
    await until(() => isListening(eve), 'the poll that knows', 10_000);
    pass(1);
    expect((await answer).here?.rooms[group]?.ids).toEqual(idsOf(ann, eve));
  });
});

describe('a held poll that asks who is there', () => {
  it('is answered when somebody comes and when somebody begins to write, with all of it', async () => {
    const after = await positions(ann);
    const { version } = await settled(ann, after);
    const { answer } = await ann.hold(server, after, { here: version });
    await here(bob, [group]);
    pass(1);
    const arrived = (await answer).here as HereJson;
    expect(arrived.rooms[group]).toMatchObject({ count: 2, ids: idsOf(ann, bob) });
    pass(1);
    const next = await ann.hold(server, after, { here: arrived.version });
    await writing(bob, group);
    expect((await next.answer).here?.rooms[group]).toMatchObject({
      writing: [{ id: bob.id, name: bob.name }],
    });
  });

  it('is not answered for what somebody does whom the viewer has blocked', async () => {
    await block(ann, bob);
    const after = await positions(ann);
    const { version } = await settled(ann, after);
    const { answer } = await ann.hold(server, after, { here: version, wait: 50 });
    await here(bob, [group]);
    await writing(bob, group);
    pass(3);
    await writing(eve, group);
    expect((await answer).here?.rooms[group]).toMatchObject({
      count: 1,
      ids: [ann.id],
      faces: [{ id: ann.id }],
      writing: [{ id: eve.id }],
    });
    // Premise: Bob came, and writes.
    expect((await here(eve, [group]))?.rooms[group]?.ids).toContain(bob.id);
    expect((await here(eve, [group]))?.rooms[group]?.writing).toHaveLength(2);
  });

  it('is told with a message that its author no longer writes', async () => {
    const after = await positions(ann);
    await here(bob, [group]);
    await settled(ann, after);
    await writing(bob, group);
    const { version, rooms } = await settled(ann, after);
    expect(rooms[group]?.writing).toHaveLength(1);
    const { answer } = await ann.hold(server, after, { here: version });
    await bob.say(group, 'done');
    expect((await answer).here?.rooms[group]?.writing).toEqual([]);
  });

  it('is told nothing twice, and nothing within a second', async () => {
    await hereIn(ann, group);
    const { version } = (await here(ann, [group])) as HereJson;
    pass(1);
    expect(await here(ann, [group], version)).toBeUndefined();
    await writing(bob, group);
    const told = (await here(ann, [group], version)) as HereJson;
    await writing(eve, group);
    expect(await here(ann, [group], told.version)).toBeUndefined();
    pass(1);
    expect((await here(ann, [group], told.version))?.rooms[group]?.writing).toHaveLength(2);
  });

  it('may ask for several rooms, of which one that it cannot read is left out', async () => {
    const other = await groupOf(bob, eve);
    await here(bob, [group, other]);
    const told = (await here(ann, [group, other, 'lobby'])) as HereJson;
    expect(Object.keys(told.rooms).toSorted()).toEqual([group, 'lobby'].toSorted());
  });

  it.each(['x', '0', ':', `0:${'r'.repeat(70)}`, 'z.z:lobby', '0:,,,', '%00:%00'])(
    'takes any version: %s',
    async (version) => {
      const { here: told } = await ann.updates({ lobby: 0 }, { wait: 0, here: version });
      expect(told === undefined || told.rooms['lobby'] !== undefined).toBe(true);
    },
  );
});

describe('to say that one is writing', () => {
  it('is for those who may write there and have a name', async () => {
    expect((await writing(bob, group)).status).toBe(200);
    const stranger = await RestClient.at(server.url);
    expect(await refused(writing(stranger, group))).toBe('404 NOT_FOUND');
    expect(await refused(writing(stranger, 'lobby'))).toBe('403 NOT_ALLOWED');
    expect(await refused(writing(bob, '~nothere'))).toBe('404 NOT_FOUND');
  });
});

describe('three hundred people in a room', () => {
  it('get a hundred answers a second together, however often somebody comes and writes', async () => {
    const PEOPLE = 300;
    const SECONDS = 30;
    const [buffers, topic, presence] = [
      server.app.get(MessageBufferService),
      server.app.get(PresenceTopic),
      server.app.get(Presence),
    ];
    const person = (n: number) => ({ id: `p${String(9999 - n)}`, name: `Person ${n}` });
    const viewers = Array.from({ length: PEOPLE }, (_, n) => ({
      person: person(n),
      known: `0:crowd`,
      isWoken: true,
      toldAt: [] as number[],
      hear() {
        this.isWoken = true;
      },
    }));
    /** As their polls do. */
    function answer(): void {
      for (const viewer of viewers) {
        if (!viewer.isWoken) continue;
        viewer.isWoken = false;
        const told = topic.stateFor(
          null,
          { open: ['crowd'] } as unknown as PolledRooms,
          viewer.known,
        ) as TopicState;
        if (told.version === viewer.known) continue;
        viewer.known = told.version;
        viewer.toldAt.push(server.clock.now());
      }
    }
    const joined = viewers.map((viewer) => buffers.join('crowd', viewer));
    answer();
    for (let step = 1; step <= SECONDS * 10; step += 1) {
      const writer = { ...person(PEOPLE + step), isGuest: false };
      await presence.write(writer, 'crowd', true);
      answer();
      server.clock.advance(100);
      answer();
    }
    for (const [n, viewer] of viewers.entries()) buffers.leave(joined[n] as RoomBuffer, viewer);
    const later = viewers.flatMap(({ toldAt }) => toldAt.slice(1));
    expect(later.length).toBeLessThanOrEqual(100 * SECONDS);
    expect(later.length).toBeGreaterThan(80 * SECONDS);
    const pauses = viewers.flatMap(({ toldAt }) => toldAt.slice(2).map((at, i) => at - (toldAt[i + 1] ?? 0)));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(3000);
  });
});
