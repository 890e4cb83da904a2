import { beforeEach, describe, expect, it } from 'vitest';
import type { RoomJson, RoomsJson } from '../src/rooms/dto/rooms.json.js';
import { type Account, sharedAccounts } from './support/account.js';
import {
  done,
  groupOf,
  makeModerator,
  membersOf,
  refused,
  roomPath,
  told,
  toldOwn,
} from './support/groups.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp({ LIMITS: 'off' });
const [ann, bob, cat, dan] = sharedAccounts(server, 'Ann', 'Bob', 'Cat', 'Dan');
let room: string;
beforeEach(async () => {
  room = await groupOf(ann, bob, cat);
});

const post = (who: Account, path: string, body: object = {}): Promise<Response> =>
  who.postJson(roomPath(room, path), body);

async function listed(who: Account): Promise<RoomJson | undefined> {
  const { rooms } = (await (await who.get('/api/rooms')).json()) as RoomsJson;
  return rooms.find((each) => each.room === room);
}

describe('founding a group', () => {
  it('makes the caller its owner, and gives it an unguessable key', async () => {
    expect(room).toMatch(/^~[\w-]{22}$/);
    const group = await done<RoomJson>(dan, '/api/groups', {
      name: '  Go \u202e ',
      topic: 'Stones',
    });
    expect(group).toMatchObject({ kind: 'group', name: 'Go', topic: 'Stones', role: 'owner', seq: 1 });
    expect(await listed(ann)).toMatchObject({
      room,
      kind: 'group',
      name: 'Chess',
      topic: '',
      role: 'owner',
      seq: 3,
    });
  });

  it('is for accounts only', async () => {
    const anonymous = await RestClient.at(server.url);
    expect(await refused(anonymous.postJson('/api/groups', { name: 'x' }))).toBe('401 SIGN_IN_REQUIRED');
    await anonymous.say('lobby', 'hello');
    expect(await refused(anonymous.postJson('/api/groups', { name: 'x' }))).toBe('401 SIGN_IN_REQUIRED');
  });

  it.each([
    [{}, '400 NAME_BLANK'],
    [{ name: ' \u200b ' }, '400 NAME_BLANK'],
    [{ name: 'n'.repeat(81) }, '400 NAME_TOO_LONG'],
    [{ name: `a${'\u0334'.repeat(20)}` }, '400 NAME_INVALID'],
    [{ name: 'x', topic: 't'.repeat(251) }, '400 TOPIC_TOO_LONG'],
    [{ name: 'x', topic: `a${'\u0334'.repeat(20)}` }, '400 FIELD_INVALID'],
  ])('with %j is refused with %s', async (body, expected) => {
    expect(await refused(dan.postJson('/api/groups', body))).toBe(expected);
  });
});

describe('a group', () => {
  it('records who joined in its log, and in each person’s own log what concerns them', async () => {
    expect(await told(ann, room)).toEqual([
      'Ann founded Chess',
      'Bob joined Bob member',
      'Cat joined Cat member',
    ]);
    expect(await toldOwn(ann, room)).toEqual(['membership joined Chess Ann owner']);
    expect(await toldOwn(bob, room)).toEqual([
      'invitation invited Chess Ann',
      'membership joined Chess Bob member',
      'invitation accepted Chess Bob',
    ]);
  });

  it('can be renamed and described by its owner, and repeating that makes no entry', async () => {
    for (let i = 0; i < 2; i++) {
      expect(await (await post(ann, '/rename', { name: 'Go' })).json()).toMatchObject({ name: 'Go' });
      expect(await (await post(ann, '/topic', { topic: 'Stones' })).json()).toMatchObject({
        topic: 'Stones',
      });
    }
    await post(ann, '/topic', { topic: '' });
    expect((await told(ann, room)).slice(3)).toEqual(['Ann renamed Go', 'Ann topic Stones', 'Ann topic']);
    expect((await toldOwn(bob, room)).at(-1)).toBe('membership renamed Go Ann');
    for (const who of [bob, cat]) {
      expect(await refused(post(who, '/rename', { name: 'x' }))).toBe('403 NOT_ALLOWED');
      expect(await refused(post(who, '/topic', { topic: 'x' }))).toBe('403 NOT_ALLOWED');
    }
  });

  it('lists its members, and is listed for them', async () => {
    await makeModerator(ann, room, bob);
    expect(await membersOf(cat, room)).toEqual(['Ann owner', 'Bob moderator', 'Cat member']);
    expect(await listed(bob)).toMatchObject({ name: 'Chess', role: 'moderator', seq: 4 });
    expect(await listed(dan)).toBeUndefined();
  });

  it('can be left by anyone except the owner while others are there', async () => {
    expect(await refused(post(ann, '/leave'))).toBe('409 OWNER_STAYS');
    await post(bob, '/leave');
    expect(await told(ann, room)).toEqual(expect.arrayContaining(['Bob left Bob']));
    expect(await membersOf(ann, room)).toEqual(['Ann owner', 'Cat member']);
    expect((await toldOwn(bob, room)).at(-1)).toBe('membership left Chess Bob');
    expect(await listed(bob)).toBeUndefined();
    await post(cat, '/leave');
    expect((await post(ann, '/leave')).status).toBe(200);
    expect(await refused(ann.get(roomPath(room)))).toBe('404 NOT_FOUND');
  });

  it('can be handed over by its owner, who may then leave', async () => {
    expect(await refused(post(bob, `/members/${cat.id}/hand-over`))).toBe('403 NOT_ALLOWED');
    expect(await refused(post(ann, `/members/${dan.id}/hand-over`))).toBe('404 USER_UNKNOWN');
    await post(ann, `/members/${bob.id}/hand-over`);
    expect(await membersOf(ann, room)).toEqual(['Ann moderator', 'Bob owner', 'Cat member']);
    expect((await told(ann, room)).at(-1)).toBe('Ann handed-over Bob owner');
    expect((await post(ann, '/leave')).status).toBe(200);
    expect(await refused(post(ann, `/members/${cat.id}/hand-over`))).toBe('404 NOT_FOUND');
  });
});

describe('a group that is deleted', () => {
  it('no longer exists for anyone, and its members are told', async () => {
    await bob.say(room, 'hello');
    await post(ann, '/invitations', { user: dan.id });
    expect(await refused(post(bob, '/delete'))).toBe('403 NOT_ALLOWED');
    expect((await post(ann, '/delete')).status).toBe(200);
    for (const who of [ann, bob, cat]) {
      expect(await refused(who.get(roomPath(room, '/entries')))).toBe('404 NOT_FOUND');
      expect(await refused(post(who, '/messages', { body: 'x' }))).toBe('404 NOT_FOUND');
      expect(await listed(who)).toBeUndefined();
      expect((await toldOwn(who, room)).at(-1)).toBe('membership deleted Chess Ann');
    }
    expect((await toldOwn(dan, room)).at(-1)).toBe('invitation withdrawn Chess Ann');
  });
});
