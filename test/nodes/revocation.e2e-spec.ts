import { beforeEach, describe, expect, it } from 'vitest';
import { type Account, PASSWORD, copyOf, otherSessionOf, signedIn, signedUp } from '../support/account.js';
import { block } from '../support/friends.js';
import { done, groupOf, makeModerator, refused, roomPath } from '../support/groups.js';
import { held } from '../support/holding.js';
import type { RestClient } from '../support/rest-client.js';
import { until } from '../support/until.js';
import { sharedNodes } from './nodes.js';

const SECRET = 'said when you had gone';
/** How often a node asks for signals. */
const ASK_MS = 250;

const nodes = sharedNodes({ LIMITS: 'off' });
let count = 0;
let ann: Account;
let bob: Account;
let cat: Account;
/** Bob and Cat as they use the other node, which has remembered all about them. */
let bobOnB: RestClient;
let catOnB: RestClient;
let room: string;

function onB(person: RestClient): RestClient {
  return Object.assign(copyOf(person), { url: nodes.b.url });
}

beforeEach(async () => {
  count += 1;
  const names = ['Ann', 'Bob', 'Cat'].map((name) => `${name} ${count}`);
  [ann, bob, cat] = (await Promise.all(names.map((name) => signedUp(nodes.a, name)))) as [
    Account,
    Account,
    Account,
  ];
  room = await groupOf(ann, bob, cat);
  await makeModerator(ann, room, cat);
  await ann.say(room, 'before');
  [bobOnB, catOnB] = [onB(bob), onB(cat)];
  for (const person of [bobOnB, catOnB]) {
    expect((await person.updates({ [room]: 0, '@me': 0 }, { wait: 0 })).events.length).toBeGreaterThan(0);
    expect((await person.get(`/room?room=${room}`)).status).toBe(200);
  }
  // From here on the other node hears nothing.
  nodes.bus.lose();
});

const path = (rest: string): string => roomPath(room, rest);

/** The newest entry, and what Ann said first. */
async function known(): Promise<{ seq: number; first: { room: string; id: string } }> {
  const { entries } = await ann.entries(room, { after: 0, limit: 500 });
  const first = entries.find(({ message }) => message?.body === 'before')?.message;
  return { seq: entries.at(-1)?.seq ?? 0, first: { room, id: first?.id ?? '' } };
}

/** How Bob's part in the room comes to its end on node A. */
const REMOVALS: [how: string, act: () => Promise<unknown>][] = [
  ['removed', () => done(ann, path(`/members/${bob.id}/remove`))],
  ['banned', () => done(cat, path(`/members/${bob.id}/ban`))],
  ['gone', () => done(bob, path('/leave'))],
];

describe.each(REMOVALS)('a member who is %s on one node', (_, act) => {
  it('gets nothing on another that has heard nothing, by any way', async () => {
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
    ['by signing out', () => done(bob, '/api/session/end')],
    ['by signing out everywhere', () => done(bob, '/api/sessions/end')],
    [
      'by a new password',
      () => done(bob, '/api/account/password', { password: PASSWORD, new_password: 'nine quiet herons' }),
    ],
    ['with its account', () => done(bob, '/api/account/delete', { password: PASSWORD })],
    [
      'from another device',
      async () => {
        const device = await signedIn(nodes.a, bob.name);
        await done(device as Account, `/api/sessions/${await otherSessionOf(device)}/end`);
      },
    ],
  ];

  it.each(ENDINGS)('%s has ended on another that has heard nothing', async (_, act) => {
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

describe('a message deleted on one node', () => {
  it('is told nowhere on another that has heard nothing', async () => {
    const said = await ann.say(room, 'regretted');
    nodes.bus.deliver();
    await until(async () =>
      JSON.stringify(await catOnB.updates({ [room]: 0 }, { wait: 0 })).includes('regretted'),
    );
    await done(ann, path(`/messages/${said.id}/delete`));
    nodes.bus.lose();
    const answers = [
      await (await catOnB.get(path('/entries?after=0&limit=500'))).text(),
      await (await catOnB.get(`/room?room=${room}`)).text(),
      await (await catOnB.get(`/api/updates?after=${room}:0&wait=0`)).text(),
      await (
        await catOnB.post('/a/message/updates', {
          room,
          cursor: '00000000-0000-0000-0000-000000000000',
          wait: '0',
        })
      ).text(),
    ];
    for (const answer of answers) expect(answer).not.toContain('regretted');
  });
});

describe('a block on one node', () => {
  it('hides on another what the blocked person writes afterwards', async () => {
    const { seq } = await known();
    const { answer } = await catOnB.hold(nodes.b, { [room]: seq });
    await block(cat, ann);
    await ann.say(room, SECRET);
    nodes.bus.deliver((all) => all.filter(({ hints }) => hints.some((hint) => 'room' in hint)));
    expect(JSON.stringify(await answer)).not.toContain(SECRET);
    for (const text of [
      await (await catOnB.get(path('/entries?after=0&limit=500'))).text(),
      await (await catOnB.get(`/room?room=${room}`)).text(),
    ])
      expect(text).not.toContain(SECRET);
    // Premise: others see it.
    expect(JSON.stringify(await bobOnB.entries(room, { after: 0, limit: 500 }))).toContain(SECRET);
    const { rooms } = (await (await catOnB.get('/api/rooms')).json()) as {
      rooms: { room: string; unread: number }[];
    };
    expect(rooms.find((each) => each.room === room)?.unread).toBe(0);
  });
});

describe('a deleted account', () => {
  it('has no name any more on another node that had remembered it', async () => {
    await bob.say(room, 'mine');
    nodes.bus.deliver();
    const page = async (): Promise<string> => (await catOnB.get(`/room?room=${room}`)).text();
    await until(async () => (await page()).includes('mine'));
    expect(await page()).toContain(bob.name);
    await done(bob, '/api/account/delete', { password: PASSWORD });
    nodes.bus.lose();
    expect(await page()).not.toContain(bob.name);
    expect(await (await catOnB.get(`/api/updates?after=${room}:0&wait=0`)).text()).not.toContain(bob.name);
  });
});
