import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RoomsJson } from '../src/rooms/dto/rooms.json.js';
import { type Account, signedUp } from './support/account.js';
import { directOf, done, groupOf, refused, roomPath, toldOwn } from './support/groups.js';
import { type TestApp, startApp } from './support/test-app.js';

let server: TestApp;
let count = 0;
let ann: Account;
let bob: Account;
beforeAll(async () => {
  server = await startApp({ LIMITS: 'off' });
});
afterAll(() => server.close());
beforeEach(async () => {
  count += 1;
  [ann, bob] = await Promise.all([signedUp(server, `Ann ${count}`), signedUp(server, `Bob ${count}`)]);
});

async function privateRooms(who: Account): Promise<string[]> {
  const { rooms } = (await (await who.get('/api/rooms')).json()) as RoomsJson;
  return rooms.filter(({ kind }) => kind !== 'open').map(({ room }) => room);
}

const hide = (who: Account, room: string): Promise<unknown> => done(who, roomPath(room, '/hide'));

describe('a talk that somebody has removed from their list (#11.5)', () => {
  it('is in that of the other one, who is not told', async () => {
    const talk = await directOf(bob, ann);
    await bob.say(talk, 'hello');
    const before = await toldOwn(bob, talk);
    const { entries } = await bob.entries(talk);
    await hide(ann, talk);
    expect(await privateRooms(ann)).toEqual([]);
    expect(await privateRooms(bob)).toEqual([talk]);
    expect(await toldOwn(bob, talk)).toEqual(before);
    expect((await bob.entries(talk)).entries).toEqual(entries);
    expect((await ann.entries(talk)).entries).toHaveLength(1);
  });

  it.each<[string, (talk: string) => Promise<unknown>]>([
    ['when the other one writes', (talk) => bob.say(talk, 'again')],
    ['when one writes oneself', (talk) => ann.say(talk, 'again')],
    ['when one asks for it', () => directOf(ann, bob)],
  ])('comes back %s', async (_, act) => {
    const talk = await directOf(bob, ann);
    await bob.say(talk, 'hello');
    await hide(ann, talk);
    await hide(ann, talk);
    expect(await privateRooms(ann)).toEqual([]);
    await act(talk);
    expect(await privateRooms(ann)).toEqual([talk]);
    await hide(ann, talk);
    expect(await privateRooms(ann)).toEqual([]);
  });

  it('stays away while the other one is blocked, whatever they write', async () => {
    const talk = await directOf(ann, bob);
    await hide(ann, talk);
    await done(ann, `/api/people/${bob.id}/block`);
    await bob.say(talk, 'hello?');
    expect(await privateRooms(ann)).toEqual([]);
    await done(ann, `/api/people/${bob.id}/unblock`);
    expect(await privateRooms(ann)).toEqual([talk]);
  });

  it('is one between two: a group is left, an open room is in nobody’s hands', async () => {
    const group = await groupOf(ann);
    expect(await refused(ann.postJson(roomPath(group, '/hide'), {}))).toBe('403 NOT_ALLOWED');
    expect(await refused(ann.postJson(roomPath('lobby', '/hide'), {}))).toBe('403 NOT_ALLOWED');
  });

  it('is removed by a form on its page of members', async () => {
    const talk = await directOf(bob, ann);
    const page = await (await ann.get(`/members?room=${talk}`)).text();
    expect(page).toContain(`action="/a/rooms/${talk}/hide"`);
    const answer = await ann.post(`/a/rooms/${talk}/hide`, { next: '/' });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/']);
    expect(await (await ann.get('/')).text()).not.toContain(`href="/room?room=${talk}"`);
  });
});
