import { beforeEach, describe, expect, it } from 'vitest';
import { sharedAccounts } from './support/account.js';
import { done, groupOf, makeModerator, refused, roomPath } from './support/groups.js';
import { held } from './support/holding.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';

const SECRET = 'said when you had gone';

const server = sharedApp({ LIMITS: 'off' });
const [ann, bob, cat] = sharedAccounts(server, 'Ann', 'Bob', 'Cat');
let room: string;
beforeEach(async () => {
  room = await groupOf(ann, bob, cat);
  await makeModerator(ann, room, cat);
});

const path = (rest: string): string => roomPath(room, rest);

/** How Bob's part in the room comes to its end. */
const ENDS: [how: string, act: () => Promise<unknown>][] = [
  ['removed', () => done(ann, path(`/members/${bob.id}/remove`))],
  ['removed by a moderator', () => done(cat, path(`/members/${bob.id}/remove`))],
  ['banned', () => done(ann, path(`/members/${bob.id}/ban`))],
  ['gone', () => done(bob, path('/leave'))],
  ['in a room that is deleted', () => done(ann, path('/delete'))],
];

async function position(): Promise<number> {
  return (await ann.entries(room)).entries[0]?.seq ?? 0;
}

describe.each(ENDS)('A2 a person who is %s', (how, act) => {
  const deleted = how.includes('deleted');

  it('has their held REST poll ended at once, without a byte of what follows', async () => {
    const seq = await position();
    const [poll, other] = [
      await bob.hold(server, { [room]: seq, lobby: 0 }),
      await cat.hold(server, { [room]: seq }),
    ];
    await act();
    if (!deleted) await ann.say(room, SECRET);
    const answer = await poll.answer;
    expect(answer.closed).toEqual([room]);
    expect(answer.events).toEqual([]);
    // The remaining members received it, so this poll would have received it too.
    const { events, closed } = await other.answer;
    expect(deleted ? closed : events.map(({ type }) => type)).toEqual(deleted ? [room] : ['membership']);
    await held(server, 0);
  });

  it('has their held Tornado poll ended as if there were no such room', async () => {
    const cursor = (await cat.say(room, 'before')).id;
    const before = server.heldPolls.count;
    const poll = bob.post('/a/message/updates', { room, cursor });
    await held(server, before + 1);
    await act();
    if (!deleted) await ann.say(room, SECRET);
    const answer = await poll;
    const nowhere = await bob.post('/a/message/updates', { room: '~AAAAAAAAAAAAAAAAAAAAAA', cursor });
    expect([answer.status, await answer.text()]).toEqual([404, await nowhere.text()]);
  });

  it('can no longer read or change anything in the room', async () => {
    const { id } = await bob.say(room, 'mine');
    expect((await bob.updates({ [room]: 0 }, { wait: 0 })).events.length).toBeGreaterThan(0);
    await act();
    expect(await bob.updates({ [room]: 0 }, { wait: 0 })).toMatchObject({
      events: [],
      gaps: [],
      closed: [room],
    });
    const ways = [
      bob.get(path('/entries')),
      bob.get(path('/members')),
      bob.get(path('')),
      bob.postJson(path('/messages'), { body: 'x' }),
      bob.postJson(path(`/messages/${id}/edit`), { body: 'x' }),
      bob.postJson(path(`/messages/${id}/delete`), {}),
      bob.post('/a/message/new', { room, body: 'x' }),
      bob.post('/a/message/updates', { room, wait: '0' }),
      bob.get(`/room?room=${room}`, { accept: 'application/json' }),
    ];
    for (const way of ways) expect(await refused(way)).toBe('404 NOT_FOUND');
  });

  it('stores nothing after that is acknowledged, however much they send', async () => {
    const sends = Array.from({ length: 40 }, (_, i) => bob.postJson(path('/messages'), { body: `m${i}` }));
    const ended = act().then(async () =>
      deleted ? [] : (await ann.entries(room, { after: 0, limit: 500 })).entries,
    );
    const [known, ...answers] = await Promise.all([ended, ...sends]);
    const statuses = new Set(answers.map(({ status }) => status));
    expect([...statuses].filter((status) => status !== 201 && status !== 404)).toEqual([]);
    if (deleted) return;
    const { entries } = await ann.entries(room, { after: 0, limit: 500 });
    expect(entries).toEqual(known);
    const stored = entries.filter(({ message }) => message?.author.id === bob.id).length;
    expect(stored).toBe(answers.filter(({ status }) => status === 201).length);
  });
});

describe('A2 a poll of many rooms', () => {
  it('names a private room as closed, like one that does not exist', async () => {
    await done(ann, path(`/members/${bob.id}/remove`));
    await bob.say('lobby', 'hello');
    const answer = await bob.updates({ [room]: 0, '~AAAAAAAAAAAAAAAAAAAAAA': 7, lobby: 0 });
    expect(answer.closed).toEqual([room, '~AAAAAAAAAAAAAAAAAAAAAA']);
    expect(answer.events.map((event) => event.room)).toEqual(expect.arrayContaining(['lobby']));
    expect(answer.events.map((event) => event.room)).not.toContain(room);
  });

  it('closes private rooms for guests and new visitors', async () => {
    const nobody = new RestClient(server.url);
    expect((await nobody.updates({ [room]: 0 })).closed).toEqual([room]);
    await nobody.me();
    await nobody.say('lobby', 'I am a guest now');
    expect((await nobody.updates({ [room]: 0 })).closed).toEqual([room]);
  });
});
