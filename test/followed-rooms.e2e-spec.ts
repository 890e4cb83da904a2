import { describe, expect, it } from 'vitest';
import { ExpiredRows } from '../src/accounts/expired-rows.js';
import type { RoomsJson } from '../src/rooms/dto/rooms.json.js';
import { Storage } from '../src/storage/storage.js';
import { type Account, PASSWORD, freshAccounts, meOf, signedIn } from './support/account.js';
import { done, refused, roomPath, toldOwn } from './support/groups.js';
import { formWith, pageOf } from './support/pressing.js';
import { countedBy, markRead } from './support/reading.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp({ LIMITS: 'off' });
const [ann, bob] = freshAccounts(server, 'Ann', 'Bob');
let made = 0;
/** A room in which Ann has written. */
async function roomOfAnn(): Promise<string> {
  const room = `room ${++made}`;
  await ann.say(room, 'before');
  return room;
}

const follow = (who: RestClient, room: string) => done(who as Account, roomPath(room, '/follow'));
const leave = (who: RestClient, room: string) => done(who as Account, roomPath(room, '/leave'));
const page = (who: RestClient, room: string) => pageOf(who, `/room?room=${encodeURIComponent(room)}`);

async function listed(who: RestClient): Promise<string[]> {
  const { rooms } = (await (await who.get('/api/rooms')).json()) as RoomsJson;
  return rooms.map(({ room }) => room);
}

/** Rows about a person. */
async function keptFor(userId: string): Promise<[follows: number, marks: number]> {
  const { reader } = server.app.get(Storage);
  const [follows, marks] = await Promise.all(
    (['followed_rooms', 'read_marks'] as const).map((table) =>
      reader.selectFrom(table).selectAll().where('user_id', '=', userId).execute(),
    ),
  );
  return [follows?.length ?? 0, marks?.length ?? 0];
}

describe('an open room that somebody follows', () => {
  it('is listed, and counts as unread from then on, with mentions', async () => {
    const room = await roomOfAnn();
    await ann.say(room, `before that, @${bob.name}`);
    expect(await listed(bob)).toEqual(['lobby']);
    await follow(bob, room);
    expect([await listed(bob), await countedBy(bob, room)]).toEqual([
      ['lobby', room],
      [0, 0],
    ]);
    await ann.say(room, 'after');
    await ann.say(room, `for you, @${bob.name}`);
    expect(await countedBy(bob, room)).toEqual([2, 1]);
    expect(await page(bob, '42')).toMatch(
      /data-room="room \d+"[^>]*>.*?<span class="badge">2<.*?<span class="badge mention">@1</s,
    );
    expect(await page(bob, room)).toContain('id="unread"');
  });

  it('is read on all devices of the person', async () => {
    const room = await roomOfAnn();
    await follow(bob, room);
    const phone = await signedIn(server, bob.name);
    const { seq } = await ann.say(room, 'after');
    expect(await countedBy(phone, room)).toEqual([1, 0]);
    await markRead(server, bob, room, seq);
    expect(await countedBy(phone, room)).toEqual([0, 0]);
  });

  it('is told to the person’s other devices at once, as is leaving it', async () => {
    const room = await roomOfAnn();
    const phone = await signedIn(server, bob.name);
    const poll = await phone.hold(server, { '@me': 0 });
    await follow(bob, room);
    const { events } = await poll.answer;
    expect(events).toMatchObject([
      { room: '@me', type: 'membership', membership: { change: 'followed', room, kind: 'open', name: room } },
    ]);
    await follow(bob, room);
    await leave(bob, room);
    await leave(bob, room);
    expect(await toldOwn(bob, room)).toEqual([
      `membership followed ${room} ${bob.name}`,
      `membership left ${room} ${bob.name}`,
    ]);
  });

  it('is no longer listed after leaving, until the next visit; what came meanwhile is not unread', async () => {
    const room = await roomOfAnn();
    await follow(bob, room);
    await leave(bob, room);
    expect(await listed(bob)).toEqual(['lobby']);
    await ann.say(room, 'meanwhile');
    await follow(bob, room);
    expect([await listed(bob), await countedBy(bob, room)]).toEqual([
      ['lobby', room],
      [0, 0],
    ]);
  });

  it('is followed by writing there, also after leaving', async () => {
    const room = await roomOfAnn();
    await bob.say(room, 'mine');
    expect(await listed(bob)).toEqual(['lobby', room]);
    await leave(bob, room);
    await ann.say(room, 'meanwhile');
    expect(await listed(bob)).toEqual(['lobby']);
    await bob.say(room, 'back');
    expect(await listed(bob)).toEqual(['lobby', room]);
    await leave(bob, room);
    await follow(bob, room);
    expect(await listed(bob)).toEqual(['lobby', room]);
  });

  it('takes the place of the one that was visited first, where there are more than fifty', async () => {
    const rooms: string[] = [];
    for (let n = 0; n < 52; n += 1) rooms.push(await roomOfAnn());
    for (const room of rooms) {
      await follow(bob, room);
      server.clock.advance(1);
    }
    expect(await listed(bob)).toEqual(['lobby', ...rooms.slice(2).toReversed()]);
    expect((await keptFor(bob.id))[0]).toBe(50);
  });
});

describe('following', () => {
  it('stores nothing for a room in which nobody has written, nor for the lobby, which nobody can leave', async () => {
    await ann.say('lobby', 'hello');
    for (const room of ['a room of nobody', 'lobby']) {
      await follow(bob, room);
      await leave(bob, room);
    }
    expect([await listed(bob), await keptFor(bob.id)]).toEqual([['lobby'], [0, 0]]);
  });

  it('does not happen by a GET: a page offers it as a form, and leaving after that', async () => {
    const room = await roomOfAnn();
    const before = await page(bob, room);
    expect(await listed(bob)).toEqual(['lobby']);
    const { action, fields } = formWith(before, (label) => label === 'Follow');
    const answer = await bob.postRaw(action, new URLSearchParams(fields));
    expect([answer.status, await listed(bob)]).toEqual([302, ['lobby', room]]);
    const after = await page(bob, room);
    expect(() => formWith(after, (label) => label === 'Follow')).toThrow('no such button');
    const leaving = formWith(after, (label) => label === 'Leave');
    const left = await bob.postRaw(leaving.action, new URLSearchParams(leaving.fields));
    expect([left.headers.get('location'), await listed(bob)]).toEqual(['/', ['lobby']]);
  });

  it('is not offered to visitors who have written nothing, nor in the lobby', async () => {
    const visitor = await RestClient.at(server.url);
    const room = await roomOfAnn();
    expect(await refused(visitor.postJson(roomPath(room, '/follow'), {}))).toBe('403 NOT_ALLOWED');
    expect(await page(visitor, room)).not.toContain('/follow"');
    expect(await pageOf(bob, '/')).not.toContain('/leave"');
  });
});

async function guestWhoFollows(): Promise<{ guest: RestClient; id: string }> {
  const guest = await RestClient.at(server.url);
  await guest.say('elsewhere', 'hello');
  await follow(guest, await roomOfAnn());
  const id = (await meOf(guest)).id ?? '';
  expect(await keptFor(id)).toEqual([1, 1]);
  return { guest, id };
}

describe('what is kept of followed rooms', () => {
  it('goes when a guest signs out, or signs in to an account', async () => {
    const [leaving, entering] = [await guestWhoFollows(), await guestWhoFollows()];
    await done(leaving.guest as Account, '/api/session/end');
    await done(entering.guest as Account, '/api/session', { name: bob.name, password: PASSWORD });
    expect([await keptFor(leaving.id), await keptFor(entering.id)]).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it('stays when a guest signs up', async () => {
    const { guest, id } = await guestWhoFollows();
    await done(guest as Account, '/api/account', { name: `Once guest ${++made}`, password: PASSWORD });
    expect(await keptFor(id)).toEqual([1, 1]);
  });

  it('goes with a deleted account', async () => {
    await follow(bob, await roomOfAnn());
    expect(await keptFor(bob.id)).toEqual([1, 1]);
    await done(bob, '/api/account/delete', { password: PASSWORD });
    expect(await keptFor(bob.id)).toEqual([0, 0]);
  });

  it('goes when the session of a guest expires, but not of an account', async () => {
    const { id } = await guestWhoFollows();
    await follow(bob, await roomOfAnn());
    server.clock.advance(31 * 24 * 60 * 60 * 1000);
    await server.app.get(ExpiredRows).delete();
    expect([await keptFor(id), await keptFor(bob.id)]).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });
});
