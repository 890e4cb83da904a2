import { beforeEach, describe, expect, it } from 'vitest';
import { MessageBufferService } from '../src/buffers/message-buffer.service.js';
import type { HereJson, UpdatesJson } from '../src/polls/rest/dto/updates.json.js';
import { type Account, freshAccounts } from './support/account.js';
import { done, groupOf } from './support/groups.js';
import { PresenceOnTest, here, idsOf, positions, writing } from './support/presence.js';
import { type Positions, RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';
import { until } from './support/until.js';

const server = sharedApp({ LIMITS: 'off' });
const t = new PresenceOnTest(server);
const [ann, eve] = freshAccounts(server, 'Ann', 'Eve');
let group: string;
beforeEach(async () => {
  group = await groupOf(ann, eve);
});

const signOut = (guest: RestClient) => done(guest as Account, '/api/session/end');
const nobodyHeld = () => until(() => server.heldPolls.count === 0);

/** A poll that waits for somebody else to come. */
async function holding(who: RestClient, after: Positions, signal?: AbortSignal) {
  const [room = ''] = Object.keys(after);
  const { version } = (await here(who, [room])) as HereJson;
  return who.hold(server, after, { here: version, wait: 50 }, signal);
}

describe('somebody who leaves', () => {
  let rooms = 0;
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
    await t.hereIn(guest, room);
    await leave(guest, { [room]: seq });
    t.pass(9);
    expect((await here(ann, [room]))?.rooms[room]?.ids).toContain(id);
    t.pass(5);
    expect((await here(ann, [room]))?.rooms[room]?.ids).toEqual([ann.id]);
  });
});

/** A poll of Eve, which knows that Ann is there. */
async function heldByEve(): Promise<{ answer: Promise<UpdatesJson> }> {
  await here(ann, [group]);
  const after = await positions(eve, group);
  const { version } = await t.settled(eve, after);
  return eve.hold(server, after, { here: version, wait: 50 });
}

const isListening = ({ id }: Account) =>
  [...server.app.get(MessageBufferService).peopleIn(group)].some((person) => person.id === id);

describe('somebody whose poll is held', () => {
  it('is gone within its time once they no longer want to be seen, and is not shown writing', async () => {
    const { answer } = await heldByEve();
    expect((await here(ann, [group]))?.rooms[group]?.ids).toEqual(idsOf(ann, eve));
    await done(eve, '/api/preferences', { presence: 'off' });
    await until(() => !isListening(eve), 'the poll that knows', 10_000);
    t.pass(8);
    await writing(eve, group);
    expect((await here(ann, [group]))?.rooms[group]?.writing).toEqual([]);
    // Premise: nothing else has ended the poll.
    expect(server.heldPolls.count).toBe(1);
    t.pass(3);
    expect((await here(ann, [group]))?.rooms[group]?.ids).toEqual([ann.id]);
    expect((await answer).here?.rooms[group]?.ids).toEqual([ann.id]);
  });

  it('is there at once when they want to be seen again', async () => {
    await done(eve, '/api/preferences', { presence: 'off' });
    const { answer } = await heldByEve();
    expect((await here(ann, [group]))?.rooms[group]?.ids).toEqual([ann.id]);
    await done(eve, '/api/preferences', { presence: 'on' });
    await until(() => isListening(eve), 'the poll that knows', 10_000);
    t.pass(1);
    expect((await answer).here?.rooms[group]?.ids).toEqual(idsOf(ann, eve));
  });
});
