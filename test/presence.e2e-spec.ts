import { beforeEach, describe, expect, it } from 'vitest';
import type { HereJson } from '../src/polls/rest/dto/updates.json.js';
import { freshAccounts } from './support/account.js';
import { block } from './support/friends.js';
import { done, groupOf, refused } from './support/groups.js';
import { PresenceOnTest, here, idsOf, positions, writing } from './support/presence.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp({ LIMITS: 'off' });
const t = new PresenceOnTest(server);
const [ann, bob, eve] = freshAccounts(server, 'Ann', 'Bob', 'Eve');
let group: string;
beforeEach(async () => {
  group = await groupOf(ann, bob, eve);
});

describe('who is in a room', () => {
  it('is whoever polls it and asks who is there, for some seconds after the last poll too', async () => {
    await bob.updates({ [group]: 0 }, { wait: 0, here: `0:${group}` });
    expect(await t.hereIn(ann, group)).toMatchObject({ count: 2, ids: idsOf(ann, bob), writing: [] });
    // Ann comes again and again, Bob does not.
    for (let i = 0; i < 60; i++) {
      t.pass(1);
      if (i % 10 === 0) await here(ann, [group]);
    }
    expect(await t.hereIn(ann, group)).toMatchObject({ count: 1, ids: [ann.id] });
  });

  it('has a name and what their picture shows', async () => {
    const guest = await RestClient.at(server.url);
    await guest.say('seen', 'hello');
    const { id, name } = (await guest.me()) as { id: string; name: string };
    const { faces } = await t.hereIn(guest, 'seen');
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
    expect(await t.hereIn(ann, group)).toMatchObject({ count: 1, ids: [ann.id], writing: [] });
    expect(await t.hereIn(eve, group)).toMatchObject({ count: 1, ids: [ann.id] });
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
    expect(await t.hereIn(ann, group)).toMatchObject({ count: 2, ids: idsOf(ann, eve), writing: [] });
    expect(await t.hereIn(bob, group)).toMatchObject({ count: 3 });
  });
});

describe('a held poll that asks who is there', () => {
  it('is answered when somebody comes and when somebody begins to write, with all of it', async () => {
    const after = await positions(ann, group);
    const { version } = await t.settled(ann, after);
    const { answer } = await ann.hold(server, after, { here: version });
    await here(bob, [group]);
    t.pass(1);
    const arrived = (await answer).here as HereJson;
    expect(arrived.rooms[group]).toMatchObject({ count: 2, ids: idsOf(ann, bob) });
    t.pass(1);
    const next = await ann.hold(server, after, { here: arrived.version });
    await writing(bob, group);
    expect((await next.answer).here?.rooms[group]).toMatchObject({
      writing: [{ id: bob.id, name: bob.name }],
    });
  });

  it('is not answered for what somebody does whom the viewer has blocked', async () => {
    await block(ann, bob);
    const after = await positions(ann, group);
    const { version } = await t.settled(ann, after);
    const { answer } = await ann.hold(server, after, { here: version, wait: 50 });
    await here(bob, [group]);
    await writing(bob, group);
    t.pass(3);
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
    const after = await positions(ann, group);
    await here(bob, [group]);
    await t.settled(ann, after);
    await writing(bob, group);
    const { version, rooms } = await t.settled(ann, after);
    expect(rooms[group]?.writing).toHaveLength(1);
    const { answer } = await ann.hold(server, after, { here: version });
    await bob.say(group, 'done');
    expect((await answer).here?.rooms[group]?.writing).toEqual([]);
  });

  it('is told nothing twice, and nothing within a second', async () => {
    await t.hereIn(ann, group);
    const { version } = (await here(ann, [group])) as HereJson;
    t.pass(1);
    expect(await here(ann, [group], version)).toBeUndefined();
    await writing(bob, group);
    const told = (await here(ann, [group], version)) as HereJson;
    await writing(eve, group);
    expect(await here(ann, [group], told.version)).toBeUndefined();
    t.pass(1);
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
