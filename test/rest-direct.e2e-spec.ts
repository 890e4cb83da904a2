import { describe, expect, it } from 'vitest';
import type { RoomJson, RoomsJson } from '../src/rooms/dto/rooms.json.js';
import { type Account, sharedAccounts, signedUp } from './support/account.js';
import { directOf, membersOf, refused, roomPath } from './support/groups.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp();
const [ann, bob, cat] = sharedAccounts(server, 'Ann', 'Bob', 'Cat');

const begin = (who: RestClient, user: string): Promise<Response> => who.postJson('/api/direct', { user });

async function listed(who: Account, room: string): Promise<RoomJson | undefined> {
  const { rooms } = (await (await who.get('/api/rooms')).json()) as RoomsJson;
  return rooms.find((each) => each.room === room);
}

describe('a direct room', () => {
  it('exists once for each pair, whoever begins it, by id or name, also at the same time', async () => {
    const answers = await Promise.all([
      begin(ann, bob.id),
      begin(bob, ann.id),
      begin(ann, 'bob'),
      begin(bob, 'ANN'),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 200, 200, 201]);
    const rooms = await Promise.all(answers.map(async (answer) => ((await answer.json()) as RoomJson).room));
    expect(new Set(rooms).size).toBe(1);
    expect(rooms[0]).not.toBe(await directOf(ann, cat));
  });

  it('is listed for both under the other person’s name, and announced in @me', async () => {
    const dan = await signedUp(server, 'Dan');
    const poll = await dan.hold(server, { '@me': 0 });
    const room = await directOf(ann, dan);
    expect((await poll.answer).events).toMatchObject([
      {
        type: 'membership',
        membership: { change: 'joined', room, kind: 'direct', user: { name: 'Ann' }, by: { name: 'Ann' } },
      },
    ]);
    const base = { room, kind: 'direct', seq: 0, role: 'member' };
    expect(await listed(ann, room)).toMatchObject({ ...base, with: { id: dan.id, name: 'Dan' } });
    expect(await listed(dan, room)).toMatchObject({ ...base, with: { id: ann.id, name: 'Ann' } });
    expect(await listed(cat, room)).toBeUndefined();
  });

  it('carries what the two say, live and in the log', async () => {
    const room = await directOf(ann, bob);
    const poll = await bob.hold(server, { [room]: 0 });
    await ann.say(room, 'just you');
    expect((await poll.answer).events).toMatchObject([{ room, seq: 1, message: { body: 'just you' } }]);
    expect((await bob.entries(room)).entries).toHaveLength(1);
    expect((await membersOf(bob, room)).toSorted()).toEqual(['Ann member', 'Bob member']);
  });

  it.each(['/leave', '/delete', '/rename', '/topic', '/invitations', '/links'])(
    'does not allow anyone %s',
    async (rest) => {
      const room = await directOf(ann, bob);
      const body = { name: 'x', topic: 'x', user: cat.id };
      expect(await refused(ann.postJson(roomPath(room, rest), body))).toBe('403 NOT_ALLOWED');
      expect(await refused(cat.postJson(roomPath(room, rest), body))).toBe('404 NOT_FOUND');
    },
  );

  it('is for two accounts only', async () => {
    const visitor = await RestClient.at(server.url);
    expect(await refused(begin(visitor, ann.id))).toBe('401 SIGN_IN_REQUIRED');
    await visitor.say('lobby', 'hello');
    expect(await refused(begin(visitor, ann.id))).toBe('401 SIGN_IN_REQUIRED');
    const { id } = await visitor.me();
    for (const user of [ann.id, 'Ann']) expect(await refused(begin(ann, user))).toBe('400 YOURSELF');
    for (const user of [id ?? '', 'nobody', ''])
      expect(await refused(begin(ann, user))).toBe('404 USER_UNKNOWN');
  });
});
