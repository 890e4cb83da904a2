import { describe, expect, it } from 'vitest';
import type { RoomJson, RoomsJson } from '../src/rooms/dto/rooms.json.js';
import { RoomPreferencesService } from '../src/rooms/room-preferences.service.js';
import { Storage } from '../src/storage/storage.js';
import { type Account, PASSWORD, freshAccounts, meOf, signedIn } from './support/account.js';
import { directOf, done, groupOf, hide, refused, roomPath, toldOwn } from './support/groups.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';
import { writerOf } from './support/writer-of.js';

const server = sharedApp({ LIMITS: 'off' });
const [ann, bob] = freshAccounts(server, 'Ann', 'Bob');
let made = 0;
/** A room in which Ann has written. */
async function roomOfAnn(): Promise<string> {
  const room = `open ${++made}`;
  await ann.say(room, 'hello');
  return room;
}

const choose = (who: RestClient, room: string, chosen: object) =>
  done(who as Account, roomPath(room, '/preferences'), chosen);

async function chosenBy(who: RestClient, room: string): Promise<[bell: string, pinned: boolean]> {
  const { bell, pinned } = (await (await who.get(roomPath(room))).json()) as RoomJson;
  return [bell, pinned];
}

async function listedBy(who: RestClient): Promise<Record<string, [bell: string, pinned: boolean]>> {
  const { rooms } = (await (await who.get('/api/rooms')).json()) as RoomsJson;
  return Object.fromEntries(rooms.map(({ room, bell, pinned }) => [room, [bell, pinned]]));
}

async function rowsOf(userId: string): Promise<number> {
  const { reader } = server.app.get(Storage);
  const rows = reader.selectFrom('room_preferences').selectAll().where('user_id', '=', userId);
  return (await rows.execute()).length;
}

const bellsIn = async (room: string, ...ids: string[]) =>
  Object.fromEntries(await server.app.get(RoomPreferencesService).bellsIn(room, ids));

describe('the bell of a room', () => {
  it('tells of everything in private rooms and of mentions in open ones, until somebody chooses', async () => {
    const [open, group, direct] = [await roomOfAnn(), await groupOf(ann, bob), await directOf(ann, bob)];
    expect([await chosenBy(bob, open), await chosenBy(bob, group), await chosenBy(bob, direct)]).toEqual([
      ['mentions', false],
      ['everything', false],
      ['everything', false],
    ]);
    for (const room of [open, group, direct]) {
      expect(await choose(bob, room, { bell: 'nothing' })).toEqual({ room, bell: 'nothing', pinned: false });
      expect([await chosenBy(bob, room), (await chosenBy(ann, room))[0] === 'nothing']).toEqual([
        ['nothing', false],
        false,
      ]);
    }
    expect(await listedBy(bob)).toMatchObject({ [group]: ['nothing', false], [direct]: ['nothing', false] });
    const visitor = await RestClient.at(server.url);
    expect(await listedBy(visitor)).toEqual({ lobby: ['mentions', false] });
  });

  it('is known for many people at once, also for those who have chosen nothing', async () => {
    const [open, group] = [await roomOfAnn(), await groupOf(ann, bob)];
    await choose(bob, open, { bell: 'everything' });
    await choose(bob, group, { bell: 'mentions' });
    await choose(ann, group, { pinned: true });
    const others = Array.from({ length: 150 }, (_, n) => `somebody ${n}`);
    const inOpen = await bellsIn(open, ...others, ann.id, bob.id);
    expect(Object.keys(inOpen)).toHaveLength(152);
    expect([inOpen['somebody 0'], inOpen[ann.id], inOpen[bob.id]]).toEqual([
      'mentions',
      'mentions',
      'everything',
    ]);
    expect(await bellsIn(group, ann.id, bob.id)).toEqual({ [ann.id]: 'everything', [bob.id]: 'mentions' });
    expect(await bellsIn('a room of nobody', ann.id)).toEqual({ [ann.id]: 'mentions' });
  });

  it('and the pin are changed one without the other, and stored only where they differ from the default', async () => {
    const group = await groupOf(ann, bob);
    await choose(bob, group, {});
    await choose(bob, group, { bell: 'everything', pinned: false });
    expect(await rowsOf(bob.id)).toBe(0);
    await choose(bob, group, { pinned: true });
    await choose(bob, group, { bell: 'nothing' });
    expect([await chosenBy(bob, group), await rowsOf(bob.id)]).toEqual([['nothing', true], 1]);
    await choose(bob, group, { pinned: false });
    expect([await chosenBy(bob, group), await rowsOf(bob.id)]).toEqual([['nothing', false], 1]);
    await choose(bob, group, { bell: 'everything' });
    expect(await rowsOf(bob.id)).toBe(0);
  });

  it('is set by a form of a page too, which goes on to its next page', async () => {
    const group = await groupOf(ann, bob);
    const next = `/room?room=${group}`;
    const form = { bell: 'mentions', pinned: 'true', next };
    const answer = await bob.post(`/a/rooms/${group}/preferences`, form);
    expect([answer.status, answer.headers.get('location')]).toEqual([302, next]);
    expect(await chosenBy(bob, group)).toEqual(['mentions', true]);
  });

  it('is told to the person’s other devices, and only when it is new', async () => {
    const [group, open] = [await groupOf(ann, bob), await roomOfAnn()];
    const before = (await toldOwn(bob, group)).length;
    const phone = await signedIn(server, bob.name);
    const { own } = (await (await phone.get('/api/rooms')).json()) as RoomsJson;
    const poll = await phone.hold(server, { '@me': own.seq });
    await choose(bob, group, { bell: 'nothing' });
    expect((await poll.answer).events).toMatchObject([
      {
        room: '@me',
        type: 'membership',
        membership: { change: 'preferences', room: group, kind: 'group', name: 'Chess' },
      },
    ]);
    await choose(bob, group, { bell: 'nothing' });
    expect((await toldOwn(bob, group)).slice(before)).toEqual([`membership preferences Chess ${bob.name}`]);
    await choose(bob, open, { pinned: true });
    expect(await toldOwn(bob, open)).toEqual([`membership preferences ${open} ${bob.name}`]);
    expect(await toldOwn(ann, open)).toEqual([]);
  });
});

const setting = (who: RestClient, room: string, chosen: object = { bell: 'nothing' }) =>
  refused(who.postJson(roomPath(room, '/preferences'), chosen));

describe('choosing', () => {
  it('is refused for what can be no bell and no pin', async () => {
    const room = await roomOfAnn();
    for (const chosen of [{ bell: 'loud' }, { bell: '' }, { pinned: 'yes' }, { bell: 'nothing', pinned: 1 }])
      expect(await setting(bob, room, chosen)).toBe('400 PREFERENCE_UNKNOWN');
    expect(await rowsOf(bob.id)).toBe(0);
  });

  it('is refused where there is no such room, or none for them', async () => {
    const group = await groupOf(ann);
    expect(await setting(bob, group)).toBe('404 NOT_FOUND');
    expect(await setting(bob, `~${'A'.repeat(22)}`)).toBe('404 NOT_FOUND');
    expect(await setting(bob, 'a room of nobody')).toBe('404 NOT_FOUND');
    expect(await setting(bob, '@me')).toBe('400 ROOM_INVALID');
    // What a first message that was not stored may leave.
    const row = { key: `left ${made}`, kind: 'open' as const, last_seq: 0, created_at: 0 };
    await writerOf(server).insertInto('rooms').values(row).execute();
    expect(await setting(bob, row.key, { pinned: true })).toBe('404 NOT_FOUND');
    await ann.say(row.key, 'hello');
    await choose(bob, row.key, { pinned: true });
  });

  it('is for those who have written something: guests can, visitors cannot', async () => {
    const [room, group] = [await roomOfAnn(), await groupOf(ann)];
    const guest = await RestClient.at(server.url);
    expect(await setting(guest, room)).toBe('403 NOT_ALLOWED');
    await guest.say(room, 'hello');
    await choose(guest, room, { bell: 'everything', pinned: true });
    expect(await listedBy(guest)).toMatchObject({ [room]: ['everything', true] });
    expect(await setting(guest, group)).toBe('404 NOT_FOUND');
  });
});

describe('a pinned open room', () => {
  it('is listed without having been visited, also among more rooms than the list has', async () => {
    const pinned = await roomOfAnn();
    await choose(bob, pinned, { pinned: true });
    for (let n = 0; n < 51; n += 1) await bob.say(await roomOfAnn(), 'mine');
    const listed = Object.keys(await listedBy(bob));
    expect(listed).toHaveLength(51);
    // The latest entry first.
    expect(listed.at(-1)).toBe(pinned);
  });

  it('is no longer listed after leaving it, and has no pin and no bell after coming back', async () => {
    const room = await roomOfAnn();
    await choose(bob, room, { bell: 'nothing', pinned: true });
    expect(await listedBy(bob)).toHaveProperty(room);
    await done(bob, roomPath(room, '/leave'));
    expect([await listedBy(bob), await rowsOf(bob.id)]).toEqual([{ lobby: ['mentions', false] }, 0]);
    expect((await toldOwn(bob, room)).at(-1)).toBe(`membership left ${room} ${bob.name}`);
    await done(bob, roomPath(room, '/follow'));
    expect(await chosenBy(bob, room)).toEqual(['mentions', false]);
  });
});

describe('what somebody has chosen for a room', () => {
  it('goes when they leave the group or are removed from it, and with the group', async () => {
    const ways: ((group: string) => Promise<unknown>)[] = [
      (group) => done(bob, roomPath(group, '/leave')),
      (group) => done(ann, roomPath(group, `/members/${bob.id}/remove`)),
      (group) => done(ann, roomPath(group, '/delete')),
    ];
    for (const end of ways) {
      const group = await groupOf(ann, bob);
      await choose(bob, group, { bell: 'nothing', pinned: true });
      expect(await rowsOf(bob.id)).toBe(1);
      await end(group);
      expect(await rowsOf(bob.id)).toBe(0);
    }
  });

  it('is only the bell after they removed a conversation from their list', async () => {
    const direct = await directOf(ann, bob);
    await choose(bob, direct, { bell: 'nothing', pinned: true });
    await hide(bob, direct);
    await ann.say(direct, 'still there?');
    expect(await listedBy(bob)).toMatchObject({ [direct]: ['nothing', false] });
    await choose(bob, direct, { bell: 'everything', pinned: true });
    await hide(bob, direct);
    expect(await rowsOf(bob.id)).toBe(0);
  });

  it('goes with the account, and with the session of a guest', async () => {
    const room = await roomOfAnn();
    const guest = await RestClient.at(server.url);
    await guest.say(room, 'hello');
    const id = (await meOf(guest)).id ?? '';
    for (const who of [guest, bob]) await choose(who, room, { bell: 'everything' });
    expect([await rowsOf(id), await rowsOf(bob.id)]).toEqual([1, 1]);
    await done(guest as Account, '/api/session/end');
    await done(bob, '/api/account/delete', { password: PASSWORD });
    expect([await rowsOf(id), await rowsOf(bob.id)]).toEqual([0, 0]);
  });
});
