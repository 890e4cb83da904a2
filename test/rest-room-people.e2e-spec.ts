import { describe, expect, it } from 'vitest';
import type { RoomPeopleJson } from '../src/messages/dto/room-people.json.js';
import { PASSWORD, freshAccounts, refusal, signedUp } from './support/account.js';
import { block, unblock } from './support/friends.js';
import { directOf, done, groupOf, roomPath } from './support/groups.js';
import { RestClient } from './support/rest-client.js';
import { storedIn } from './support/stored.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp({ LIMITS: 'off' });
const [ann, bob] = freshAccounts(server, 'Ann', 'Bob');
let rooms = 0;
const openRoom = (): string => `people ${(rooms += 1)}`;

function ask(who: RestClient, room: string, name?: string): Promise<Response> {
  const query = name === undefined ? '' : `?${new URLSearchParams({ name }).toString()}`;
  return who.get(roomPath(room, `/people${query}`));
}

async function people(who: RestClient, room: string, name?: string): Promise<RoomPeopleJson['people']> {
  const answer = await ask(who, room, name);
  expect(answer.status).toBe(200);
  return ((await answer.json()) as RoomPeopleJson).people;
}

const names = async (...args: Parameters<typeof people>): Promise<string[]> =>
  (await people(...args)).map(({ name }) => name);

describe('the people of an open room', () => {
  it('are those who wrote there, the latest first, guests marked, without the caller', async () => {
    const room = openRoom();
    const guest = await RestClient.at(server.url);
    const [xiaoyu, robert] = [await signedUp(server, '小雨'), await signedUp(server, 'Ｒobert')];
    for (const who of [guest, robert, xiaoyu, ann, bob, guest]) await who.say(room, 'hello');
    await bob.remove(await bob.say(openRoom(), 'elsewhere'));
    const { id, name } = await guest.me();
    const all = await people(ann, room);
    expect(all[0]).toEqual({ id, name, guest: true });
    expect(all.slice(1)).toEqual([bob, xiaoyu, robert].map((one) => ({ id: one.id, name: one.name })));
    // Nobody who has written somewhere else only, and everybody for a visitor.
    expect(await names(await RestClient.at(server.url), room)).toHaveLength(5);
  });

  it('are found by the beginning of their name, whatever its case and width', async () => {
    const room = openRoom();
    const [wang, wu] = [await signedUp(server, '王小明'), await signedUp(server, '王五')];
    const roza = await signedUp(server, 'Roza K');
    for (const who of [wang, wu, roza, bob]) await who.say(room, 'hello');
    expect(await names(ann, room, '王')).toEqual(['王五', '王小明']);
    expect(await names(ann, room, '王小')).toEqual(['王小明']);
    expect(await names(ann, room, 'ＲOZA')).toEqual(['Roza K']);
    expect(await names(ann, room, 'roza k')).toEqual(['Roza K']);
    for (const name of ['oza', '%', '_', 'r%', "r' or 1=1 --", 'x'.repeat(5000)])
      expect(await names(ann, room, name)).toEqual([]);
    // Nothing but white space narrows nothing down.
    expect(await names(ann, room, ' \u200b')).toHaveLength(4);
  });

  it('have their present names; a deleted account is not among them', async () => {
    const room = openRoom();
    const dora = await signedUp(server, 'Dora');
    for (const who of [dora, bob]) await who.say(room, 'hello');
    expect(await names(ann, room)).toContain('Dora');
    await dora.postJson('/api/account/delete', { password: PASSWORD });
    expect(await names(ann, room)).toEqual([bob.name]);
    const robin = `Robin ${rooms}`;
    await done(bob, '/a/name', { name: robin });
    expect(await names(ann, room)).toEqual([robin]);
  });

  it('are nobody in a room where nobody has written, which is not created by asking', async () => {
    const room = openRoom();
    const before = await storedIn(server);
    expect(await people(ann, room)).toEqual([]);
    expect(await storedIn(server)).toEqual(before);
    expect(await refusal(ann.get(roomPath('a:b', '/people')))).toEqual([400, 'ROOM_INVALID']);
  });
});

describe('the people of a private room', () => {
  it('are its members, sorted by name, whoever has written', async () => {
    const [cleo, ben] = [await signedUp(server, 'cleo'), await signedUp(server, 'Ben')];
    const room = await groupOf(ann, cleo, ben, bob);
    await cleo.say(room, 'hello');
    expect(await names(cleo, room)).toEqual([ann.name, 'Ben', bob.name]);
    await done(ann, roomPath(room, `/members/${cleo.id}/remove`));
    expect(await names(ann, room)).toEqual(['Ben', bob.name]);
    expect(await names(bob, room, 'an')).toEqual([ann.name]);
    expect(await names(bob, await directOf(ann, bob))).toEqual([ann.name]);
    expect(await refusal(ask(cleo, room))).toEqual([404, 'NOT_FOUND']);
    expect(await refusal(ask(cleo, '~01890000-0000-7000-8000-000000000000'))).toEqual([404, 'NOT_FOUND']);
  });
});

describe('somebody whom the caller has blocked', () => {
  it('is not among the people until they are unblocked, and sees no difference', async () => {
    const [room, group] = [openRoom(), await groupOf(ann, bob)];
    for (const who of [ann, bob]) await who.say(room, 'hello');
    const found = () =>
      Promise.all([names(ann, room), names(ann, group), names(bob, room), names(bob, group)]);
    const before = await found();
    expect(before).toEqual([[bob.name], [bob.name], [ann.name], [ann.name]]);
    await block(ann, bob);
    expect(await found()).toEqual([[], [], [ann.name], [ann.name]]);
    await unblock(ann, bob);
    expect(await found()).toEqual(before);
  });
});

describe('very many people', () => {
  it('are answered twenty at a time', async () => {
    const room = openRoom();
    for (let i = 0; i < 22; i++) await (await RestClient.at(server.url)).say(room, 'hello');
    expect(await people(ann, room)).toHaveLength(20);
  });
});
