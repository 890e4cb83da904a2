import { beforeEach, describe, expect, it } from 'vitest';
import type { ReadJson, RoomsJson } from '../src/rooms/dto/rooms.json.js';
import { Storage } from '../src/storage/storage.js';
import { ReadMarks } from '../src/rooms/read-marks.js';
import { MovedMarks } from '../src/signals/moved-marks.js';
import { PASSWORD, sharedAccounts, signedIn, signedUp } from './support/account.js';
import { done, groupOf, refused, roomPath } from './support/groups.js';
import { SECOND_MS, countedBy, markRead } from './support/reading.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';
import { until } from './support/until.js';

const server = sharedApp({ LIMITS: 'off' });
const [ann, bob] = sharedAccounts(server, 'Ann Lee', 'Bob');
let room: string;
beforeEach(async () => {
  room = await groupOf(ann, bob);
});

const counted = (who: RestClient, key = room) => countedBy(who, key);
const read = (who: RestClient, seq: number, key = room) => markRead(server, who, key, seq);

/** The position of a client that has all entries and knows its marks. */
async function standing(who: RestClient, seq: number) {
  const own = ((await (await who.get('/api/rooms')).json()) as RoomsJson).own.seq;
  const after = { '@me': own, [room]: seq };
  const { marks } = await who.updates(after, { marks: '0' });
  return { after, options: { marks: marks?.version ?? '' } };
}

describe('a read mark', () => {
  it('reaches the person’s other devices live', async () => {
    const phone = await signedIn(server, 'Bob');
    const { seq } = await ann.say(room, 'one');
    const at = await standing(phone, seq);
    const poll = await phone.hold(server, at.after, at.options);
    await read(bob, seq);
    const { marks, events } = await poll.answer;
    expect([events, marks?.read]).toEqual([[], { [room]: seq }]);
    expect(marks?.version).not.toBe(at.options.marks);
  });

  it('ends no poll of the device that set it, which gets the mark with the next answer', async () => {
    const { seq } = await ann.say(room, 'one');
    const at = await standing(bob, seq);
    const poll = await bob.hold(server, at.after, at.options);
    await read(bob, seq);
    expect(server.heldPolls.count).toBe(1);
    await ann.say(room, 'two');
    const { marks, events } = await poll.answer;
    expect([events.length, marks?.read]).toEqual([1, { [room]: seq }]);
    const after = { ...at.after, [room]: seq + 1 };
    const next = await bob.hold(server, after, { marks: marks?.version ?? '' });
    // Two devices at the same time: neither knows all of it.
    const phone = await signedIn(server, 'Bob');
    const both = [phone, bob].map((who) => who.postJson(roomPath(room, '/read'), { seq: seq + 1 }));
    await until(() => server.app.get(ReadMarks).waiting === 2, 'both marks');
    server.clock.advance(SECOND_MS);
    await Promise.all(both);
    expect((await next.answer).marks?.read).toEqual({ [room]: seq + 1 });
  });

  it('is kept beside those of other rooms', async () => {
    const another = await groupOf(ann, bob);
    const [{ seq }, { seq: elsewhere }] = [await ann.say(room, 'one'), await ann.say(another, 'one')];
    const marks = async () =>
      (await bob.updates({ [room]: seq, [another]: elsewhere }, { marks: '0', wait: 0 })).marks;
    const before = await marks();
    await read(bob, seq);
    const first = await marks();
    await read(bob, elsewhere, another);
    const second = await marks();
    expect(first?.read).toEqual({ ...before?.read, [room]: seq });
    expect(second?.read).toEqual({ [room]: seq, [another]: elsewhere });
    expect(new Set([before, first, second].map((one) => one?.version)).size).toBe(3);
  });

  it('is sent at once to a client with another version, and never to one that does not ask for it', async () => {
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

  it('only moves forward, and not past the newest entry', async () => {
    const { seq } = await ann.say(room, 'one');
    await read(bob, seq + 1000);
    await ann.say(room, 'two');
    expect(await counted(bob)).toEqual([1, 0]);
    await read(bob, 1);
    expect(await counted(bob)).toEqual([1, 0]);
  });

  it('is answered as it stands, and is 0 where nothing was written', async () => {
    const { seq } = await ann.say(room, 'one');
    const answered = async (to: number, key = room) =>
      ((await (await read(bob, to, key)).json()) as ReadJson).seq;
    expect(await answered(seq + 1000)).toBe(seq);
    for (const earlier of [0, 1]) expect(await answered(earlier)).toBe(seq);
    expect(await answered(5, `empty ${room.slice(1, 9)}`.toLowerCase())).toBe(0);
  });

  it('is stored together with others, and acknowledged afterwards', async () => {
    const cat = await signedUp(server, `Cat ${room}`);
    const marks = server.app.get(ReadMarks);
    const { seq } = await ann.say('lobby', 'something to read');
    const posts = [bob, cat].map((who) => who.postJson(roomPath('lobby', '/read'), { seq }));
    await until(() => marks.waiting === 2, 'both marks');
    const { reader } = server.app.get(Storage);
    const stored = () =>
      reader.selectFrom('read_marks').select('seq').where('user_id', '=', cat.id).execute();
    expect(await stored()).toEqual([]);
    server.clock.advance(SECOND_MS);
    expect((await Promise.all(posts)).map(({ status }) => status)).toEqual([200, 200]);
    expect(await stored()).toEqual([{ seq }]);
  });

  it('causes at most one commit a second, however many others come', async () => {
    const own = await groupOf(ann, bob);
    await Promise.all(Array.from({ length: 20 }, () => ann.say(own, 'one')));
    const marks = server.app.get(ReadMarks);
    let commits = 0;
    const watching = server.app.get(MovedMarks).told.subscribe(() => (commits += 1));
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

  it('is not stored for a deleted account or a removed member', async () => {
    const cat = await signedUp(server, `Cat ${room}`);
    const { reader } = server.app.get(Storage);
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

  it('is reported as stored, also the one that comes with joining', async () => {
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

  it('is refused to people who may not read and to visitors who have not written', async () => {
    const cat = await signedUp(server, `Cat ${room}`);
    expect(await refused(cat.postJson(roomPath(room, '/read'), { seq: 1 }))).toBe('404 NOT_FOUND');
    const visitor = await RestClient.at(server.url);
    expect(await refused(visitor.postJson(roomPath('lobby', '/read'), { seq: 1 }))).toBe('403 NOT_ALLOWED');
  });

  it.each([{}, { seq: -1 }, { seq: 1.5 }, { seq: 'x' }, { seq: null }])(
    'must be a seq: %j',
    async (fields) => {
      expect(await refused(bob.postJson(roomPath(room, '/read'), fields))).toBe('400 FIELD_INVALID');
    },
  );
});
