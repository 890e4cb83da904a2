import { describe, expect, it } from 'vitest';
import { type Account, PASSWORD, copyOf, otherSessionOf, signedIn } from '../support/account.js';
import { done, refused, roomPath } from '../support/groups.js';
import { held } from '../support/holding.js';
import type { RestClient } from '../support/rest-client.js';
import { sharedNodes } from './nodes.js';
import { sharedRoom } from './shared-room.js';

const SECRET = 'said when you had gone';
/** How often a node asks for signals. */
const ASK_MS = 250;

const nodes = sharedNodes({ LIMITS: 'off' });
const people = sharedRoom(nodes);
const path = (rest: string): string => roomPath(people.room, rest);

/** The newest entry, and what Ann said first. */
async function known(): Promise<{ seq: number; first: { room: string; id: string } }> {
  const { ann, room } = people;
  const { entries } = await ann.entries(room, { after: 0, limit: 500 });
  const first = entries.find(({ message }) => message?.body === 'before')?.message;
  return { seq: entries.at(-1)?.seq ?? 0, first: { room, id: first?.id ?? '' } };
}

/** How Bob's part in the room comes to its end on node A. */
const REMOVALS: [how: string, act: () => Promise<unknown>][] = [
  ['removed', () => done(people.ann, path(`/members/${people.bob.id}/remove`))],
  ['banned', () => done(people.cat, path(`/members/${people.bob.id}/ban`))],
  ['gone', () => done(people.bob, path('/leave'))],
];

describe.each(REMOVALS)('a member who is %s on one node', (_, act) => {
  it('gets nothing on another that has heard nothing, by any way', async () => {
    const { ann, bobOnB, catOnB, room } = people;
    const { first } = await known();
    await act();
    await ann.say(room, SECRET);
    await done(ann, path(`/messages/${first.id}/edit`), { body: SECRET });
    nodes.bus.lose();
    const ways = [
      () => bobOnB.get(path('/entries')),
      () => bobOnB.get(path('/entries?after=0&limit=1')),
      () => bobOnB.get(path('/members')),
      () => bobOnB.get(path('')),
      () => bobOnB.postJson(path('/messages'), { body: 'x' }),
      () => bobOnB.post('/a/message/new', { room, body: 'x' }),
      () => bobOnB.post('/a/message/updates', { room, wait: '0', cursor: first.id }),
      () => bobOnB.get(`/room?room=${room}`, { accept: 'application/json' }),
      () => bobOnB.postJson(path('/read'), { seq: 1 }),
    ];
    for (const way of ways) expect(await refused(way())).toBe('404 NOT_FOUND');
    const polled = await bobOnB.updates({ [room]: 0 }, { wait: 0 });
    expect([polled.events, polled.closed]).toEqual([[], [room]]);
    const rooms = await (await bobOnB.get('/api/rooms')).text();
    expect(rooms).not.toContain(room);
    // Premise: who is still a member gets all of it there.
    expect(JSON.stringify(await catOnB.entries(room, { after: 0, limit: 500 }))).toContain(SECRET);
  });

  it('has the polls that another node holds ended when it next asks', async () => {
    const { ann, bobOnB, room } = people;
    const { seq, first } = await known();
    const rest = await bobOnB.hold(nodes.b, { [room]: seq, lobby: 0 });
    const before = nodes.b.heldPolls.count;
    const tornado = bobOnB.post('/a/message/updates', { room, cursor: first.id });
    await held(nodes.b, before + 1);
    await act();
    await ann.say(room, SECRET);
    nodes.bus.lose();
    expect(nodes.b.heldPolls.count).toBe(before + 1);
    nodes.b.databaseClock.advance(ASK_MS);
    const answer = await rest.answer;
    expect([answer.events, answer.closed]).toEqual([[], [room]]);
    expect(await refused(tornado)).toBe('404 NOT_FOUND');
  });

  it('gets nothing by a poll that the first entry afterwards ends, whatever comes first', async () => {
    const { ann, bobOnB, catOnB, room } = people;
    const { seq } = await known();
    const [his, hers] = [
      await bobOnB.hold(nodes.b, { [room]: seq, lobby: 0 }),
      await catOnB.hold(nodes.b, { [room]: seq }),
    ];
    await act();
    await ann.say(room, SECRET);
    // Only the hints about entries arrive, the newest first.
    nodes.bus.deliver((all) => all.toReversed().filter(({ hints }) => hints.some((hint) => 'room' in hint)));
    expect((await hers.answer).events.length).toBeGreaterThan(0);
    const answer = await his.answer;
    expect([answer.events, answer.closed]).toEqual([[], [room]]);
  });
});

describe('a session that ends on one node', () => {
  const ENDINGS: [how: string, act: () => Promise<unknown>][] = [
    ['by signing out', () => done(people.bob, '/api/session/end')],
    ['by signing out everywhere', () => done(people.bob, '/api/sessions/end')],
    [
      'by a new password',
      () =>
        done(people.bob, '/api/account/password', { password: PASSWORD, new_password: 'nine quiet herons' }),
    ],
    ['with its account', () => done(people.bob, '/api/account/delete', { password: PASSWORD })],
    [
      'from another device',
      async () => {
        const device = await signedIn(nodes.a, people.bob.name);
        await done(device as Account, `/api/sessions/${await otherSessionOf(device)}/end`);
      },
    ],
  ];

  it.each(ENDINGS)('%s has ended on another that has heard nothing', async (_, act) => {
    const { ann, bobOnB, room } = people;
    await act();
    await ann.say(room, SECRET);
    nodes.bus.lose();
    const ways: ((browser: RestClient) => Promise<Response>)[] = [
      (browser) => browser.get(path('/entries')),
      (browser) => browser.get('/api/rooms'),
      (browser) => browser.postJson(path('/messages'), { body: 'x' }),
      (browser) => browser.get(`/api/updates?after=${room}:0`),
    ];
    // The first answer takes the cookie away, so each request has it anew.
    for (const way of ways) expect(await refused(way(copyOf(bobOnB)))).toBe('401 SESSION_ENDED');
  });

  it.each(ENDINGS)('%s has its polls on another ended when that next asks', async (_, act) => {
    const { bobOnB, room } = people;
    const { seq } = await known();
    const before = nodes.b.heldPolls.count;
    const rest = bobOnB.get(`/api/updates?after=${room}:${seq},lobby:0`);
    const tornado = bobOnB.post('/a/message/updates', {});
    await held(nodes.b, before + 2);
    await act();
    nodes.bus.lose();
    expect(nodes.b.heldPolls.count).toBe(before + 2);
    nodes.b.databaseClock.advance(ASK_MS);
    for (const poll of [rest, tornado]) expect(await refused(poll)).toBe('401 SESSION_ENDED');
  });
});
