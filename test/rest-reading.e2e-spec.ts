import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RoomJson, RoomsJson } from '../src/rooms/dto/rooms.json.js';
import { Database } from '../src/database/database.js';
import { ReadMarks } from '../src/rooms/read-marks.js';
import { type Account, PASSWORD, copyOf, signedUp } from './support/account.js';
import { done, groupOf, refused, roomPath } from './support/groups.js';
import { RestClient } from './support/rest-client.js';
import { type TestApp, startApp } from './support/test-app.js';
import { until } from './support/until.js';

const SECOND_MS = 1000;

let server: TestApp;
let ann: Account;
let bob: Account;
let room: string;
beforeAll(async () => {
  server = await startApp({ LIMITS: 'off' });
  ann = await signedUp(server, 'Ann Lee');
  bob = await signedUp(server, 'Bob');
});
afterAll(() => server.close());
beforeEach(async () => {
  room = await groupOf(ann, bob);
});

async function counted(who: RestClient, key = room): Promise<[unread: number, mentions: number]> {
  const { rooms } = (await (await who.get('/api/rooms')).json()) as RoomsJson;
  const listed = rooms.find((one) => one.room === key);
  const { unread, mentions } = (await (await who.get(roomPath(key))).json()) as RoomJson;
  if (listed) expect([listed.unread, listed.mentions]).toEqual([unread, mentions]);
  return [unread, mentions];
}

/** Lets the second go by in which marks are gathered, once this has come to wait for it. */
async function marked(post: Promise<Response>): Promise<Response> {
  let answered = false;
  const answer = post.finally(() => (answered = true));
  const marks = server.app.get(ReadMarks);
  await until(() => answered || marks.waiting > 0, 'a mark that waits');
  server.clock.advance(SECOND_MS);
  return answer;
}

const read = (who: RestClient, seq: number, key = room): Promise<Response> =>
  marked(who.postJson(roomPath(key, '/read'), { seq }));

describe('what is unread', () => {
  it('are messages of others behind the mark, not what was deleted, and those that name one apart', async () => {
    expect(await counted(bob)).toEqual([0, 0]);
    const first = await ann.say(room, 'one');
    await ann.say(room, 'two, @bob');
    const { seq } = await ann.say(room, 'three');
    await ann.edit(first, 'one, @BOB!');
    await done(ann, roomPath(room, '/topic'), { topic: 'notices do not count' });
    expect(await counted(bob)).toEqual([3, 2]);
    expect(await counted(ann)).toEqual([0, 0]);
    await ann.remove(first);
    expect(await counted(bob)).toEqual([2, 1]);
    await read(bob, seq - 1);
    expect(await counted(bob)).toEqual([1, 0]);
    await read(bob, seq);
    expect(await counted(bob)).toEqual([0, 0]);
  });

  it('is nothing that was said before one came, and nothing before one’s own last message', async () => {
    await ann.say(room, 'early');
    const cat = await signedUp(server, `Cat ${room}`);
    await done(ann, roomPath(room, '/invitations'), { user: cat.id });
    await done(cat, `/api/invitations/${room}/accept`);
    expect(await counted(cat)).toEqual([0, 0]);
    await ann.say(room, 'late');
    expect(await counted(cat)).toEqual([1, 0]);
    await cat.say(room, 'I have seen it');
    expect(await counted(cat)).toEqual([0, 0]);
  });

  it('is nothing in an open room where one has neither written nor marked', async () => {
    const [open, visitor] = [`open${room.slice(1, 9)}`.toLowerCase(), await RestClient.at(server.url)];
    await ann.say(open, 'one');
    expect(await counted(visitor, open)).toEqual([0, 0]);
    expect(await counted(bob, open)).toEqual([0, 0]);
    await visitor.say(open, 'a guest');
    await ann.say(open, 'two');
    expect(await counted(visitor, open)).toEqual([1, 0]);
    await read(bob, 1, open);
    expect(await counted(bob, open)).toEqual([2, 0]);
  });

  it('is counted up to a hundred', async () => {
    await Promise.all(Array.from({ length: 130 }, (_, n) => ann.say(room, `${n} @Bob`)));
    expect(await counted(bob)).toEqual([100, 100]);
  });
});

describe('a mention', () => {
  it('is of accounts, in a group of its members, by the longest name that fits', async () => {
    const cat = await signedUp(server, `Ann ${room}`);
    const { mentions } = await bob.say(room, `@ann lee and @${cat.name}, @nobody, me@bob.example`);
    expect(mentions).toEqual([ann.id]);
    expect((await ann.say('lobby', `@${cat.name} hello`)).mentions).toEqual([cat.id]);
    expect((await ann.say('lobby', 'nobody')).mentions).toBeUndefined();
  });

  it('follows the text, on every way', async () => {
    const message = await ann.say(room, 'hello @bob');
    const edited = await ann.edit(message, 'hello');
    expect(edited.mentions).toBeUndefined();
    expect((await ann.edit(message, '@Bob @Bob again')).mentions).toEqual([bob.id]);
    const { entries } = await bob.entries(room);
    expect(entries.findLast(({ type }) => type === 'message')?.message?.mentions).toEqual([bob.id]);
    const { events } = await bob.updates({ [room]: 0 });
    expect(events.find(({ seq }) => seq === message.seq)?.message?.mentions).toEqual([bob.id]);
    expect((await ann.remove(message)).mentions).toBeUndefined();
  });
});

describe('a read mark', () => {
  it('reaches one’s other devices while they wait', async () => {
    const phone = copyOf(bob);
    const { seq } = await ann.say(room, 'one');
    const first = await phone
      .updates({ '@me': 99, [room]: seq }, { marks: '0', wait: 0 })
      .catch(() => undefined);
    expect(first).toBeUndefined();
    const own = ((await (await phone.get('/api/rooms')).json()) as RoomsJson).own.seq;
    const known = await phone.updates({ '@me': own, [room]: seq }, { marks: '0' });
    const poll = await phone.hold(server, { '@me': own, [room]: seq }, { marks: known.marks?.version ?? '' });
    await read(bob, seq);
    const { marks, events } = await poll.answer;
    expect([events, marks?.read]).toEqual([[], { [room]: seq }]);
    expect(marks?.version).not.toBe(known.marks?.version);
  });

  it('is told at once where another version is known, and not at all where it is not wanted', async () => {
    const { seq } = await ann.say(room, 'one');
    await read(bob, seq);
    const { marks } = await bob.updates({ [room]: seq }, { marks: 'another' });
    expect(marks?.read).toEqual({ [room]: seq });
    expect(await bob.updates({ [room]: seq }, { wait: 0 })).not.toHaveProperty('marks');
    const again = await bob.updates({ [room]: seq }, { marks: marks?.version ?? '', wait: 0 });
    expect(again).not.toHaveProperty('marks');
    const other = await bob.updates({ lobby: 0 }, { marks: '0', wait: 0 });
    expect(other.marks?.read).not.toHaveProperty(room);
  });

  it('only moves on, no further than there is something', async () => {
    const { seq } = await ann.say(room, 'one');
    await read(bob, seq + 1000);
    await ann.say(room, 'two');
    expect(await counted(bob)).toEqual([1, 0]);
    await read(bob, 1);
    expect(await counted(bob)).toEqual([1, 0]);
  });

  it('is stored together with others, and answered when it is', async () => {
    const { seq } = await ann.say(room, 'one');
    const cat = await signedUp(server, `Cat ${room}`);
    const marks = server.app.get(ReadMarks);
    const posts = [bob, cat].map((who) => who.postJson(roomPath('lobby', '/read'), { seq: 1 }));
    await ann.say('lobby', 'something to read');
    await until(() => marks.waiting === 2, 'both marks');
    const { reader } = server.app.get(Database);
    const stored = () =>
      reader.selectFrom('read_marks').select('seq').where('user_id', '=', cat.id).execute();
    expect(await stored()).toEqual([]);
    server.clock.advance(SECOND_MS);
    expect((await Promise.all(posts)).map(({ status }) => status)).toEqual([200, 200]);
    expect(await stored()).toEqual([{ seq: 1 }]);
    expect(seq).toBeGreaterThan(0);
  });

  it('takes as few commits as there are seconds, however steadily others come', async () => {
    const own = await groupOf(ann, bob);
    await Promise.all(Array.from({ length: 20 }, () => ann.say(own, 'one')));
    const marks = server.app.get(ReadMarks);
    let commits = 0;
    const watching = marks.changed.subscribe(() => (commits += 1));
    const post = (seq: number): Promise<Response> => bob.postJson(roomPath(own, '/read'), { seq });
    const first = post(3);
    await until(() => marks.waiting === 1, 'the first mark');
    server.clock.advance(SECOND_MS);
    await first;
    const others = [4, 5, 6].map(post);
    await until(() => marks.waiting === 3, 'the others');
    expect(commits).toBe(1);
    server.clock.advance(SECOND_MS);
    await Promise.all(others);
    expect(commits).toBe(2);
    watching.unsubscribe();
  });

  it('is not stored for an account that was deleted, nor for who was removed meanwhile', async () => {
    const cat = await signedUp(server, `Cat ${room}`);
    const { reader } = server.app.get(Database);
    const marks = server.app.get(ReadMarks);
    await ann.say('lobby', 'something to read');
    const { seq } = await ann.say(room, 'one');
    const posts = [
      cat.postJson(roomPath('lobby', '/read'), { seq: 1 }),
      bob.postJson(roomPath(room, '/read'), { seq }),
    ];
    await until(() => marks.waiting === 2, 'both marks');
    await done(cat, '/api/account/delete', { password: PASSWORD });
    await done(ann, roomPath(room, `/members/${bob.id}/remove`));
    server.clock.advance(SECOND_MS);
    await Promise.all(posts);
    const stored = await reader
      .selectFrom('read_marks')
      .innerJoin('rooms', 'rooms.id', 'read_marks.room_id')
      .select(['user_id', 'seq'])
      .where((is) => is.or([is('user_id', '=', cat.id), is('rooms.key', '=', room)]))
      .execute();
    expect(stored.filter((row) => row.user_id === cat.id || row.seq === seq)).toEqual([]);
  });

  it('is told as it was stored, and the one that comes with joining too', async () => {
    const { seq } = await ann.say(room, 'one');
    expect(await (await read(bob, seq + 50)).json()).toEqual({ room, seq });
    expect(await (await read(bob, seq + 50)).json()).toEqual({ room, seq });
    const cat = await signedUp(server, `Cat ${room}`);
    await cat.updates({ lobby: 0 }, { marks: '0', wait: 0 });
    await done(ann, roomPath(room, '/invitations'), { user: cat.id });
    await done(cat, `/api/invitations/${room}/accept`);
    const { marks } = await cat.updates({ [room]: seq }, { marks: '0', wait: 0 });
    expect(marks?.read).toEqual({ [room]: seq });
  });

  it('is not for who may not read, nor for who has written nothing', async () => {
    const cat = await signedUp(server, `Cat ${room}`);
    expect(await refused(cat.postJson(roomPath(room, '/read'), { seq: 1 }))).toBe('404 NOT_FOUND');
    const visitor = await RestClient.at(server.url);
    expect(await refused(visitor.postJson(roomPath('lobby', '/read'), { seq: 1 }))).toBe('403 NOT_ALLOWED');
  });

  it.each([{}, { seq: -1 }, { seq: 1.5 }, { seq: 'x' }, { seq: null }])('is a seq: %j', async (fields) => {
    expect(await refused(bob.postJson(roomPath(room, '/read'), fields))).toBe('400 FIELD_INVALID');
  });
});
