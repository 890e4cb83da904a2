import { describe, expect, it } from 'vitest';
import type { PersonJson } from '../src/friends/dto/friends.json.js';
import { type Account, freshAccounts, signedUp } from './support/account.js';
import { befriend, friend, friendPath, namesOf, ownSeq, peopleOf, toldOfFriends } from './support/friends.js';
import { directOf, done, refused } from './support/groups.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp();
const [ann, bob] = freshAccounts(server, 'Ann', 'Bob');

const ask = (who: RestClient, other: { id: string }): Promise<Response> =>
  who.postJson(friendPath(other, 'request'), {});

describe('a request', () => {
  it('arrives live, and is confirmed to its sender', async () => {
    const [bobs, anns] = [await bob.hold(server, { '@me': 0 }), await ann.hold(server, { '@me': 0 })];
    expect(await friend(ann, 'request', bob)).toBe('sent');
    const { id, name } = ann;
    const event = { room: '@me', seq: 1, type: 'friendship', at: expect.any(String) as string };
    const asked = { change: 'asked', by: { id, name } };
    expect((await bobs.answer).events).toEqual([{ ...event, friendship: { ...asked, user: { id, name } } }]);
    const user = { id: bob.id, name: bob.name };
    expect((await anns.answer).events).toEqual([{ ...event, friendship: { ...asked, user } }]);
    expect(await namesOf(ann)).toEqual({ sent: [bob.name] });
    expect(await namesOf(bob)).toEqual({ received: [ann.name] });
  });

  it.each(['accept', 'decline'] as const)('has an answer that arrives live: %s', async (answer) => {
    await friend(ann, 'request', bob);
    const poll = await ann.hold(server, { '@me': await ownSeq(ann) });
    expect(await friend(bob, answer, ann)).toBe(answer === 'accept' ? 'friend' : 'none');
    const friendship = { change: answer === 'accept' ? 'accepted' : 'declined', user: { id: bob.id } };
    expect((await poll.answer).events).toMatchObject([{ friendship }]);
    const friends = answer === 'accept' ? { friends: [bob.name] } : {};
    expect(await namesOf(ann)).toEqual(friends);
    for (const again of ['accept', 'decline'] as const)
      expect(await refused(bob.postJson(friendPath(ann, again), {}))).toBe('404 NOT_FOUND');
  });

  it('counts once if sent twice, and can be sent again after it was declined or withdrawn', async () => {
    for (let i = 0; i < 2; i++) expect(await friend(ann, 'request', bob)).toBe('sent');
    await friend(bob, 'decline', ann);
    await friend(ann, 'request', bob);
    expect(await friend(ann, 'withdraw', bob)).toBe('none');
    expect(await refused(bob.postJson(friendPath(ann, 'accept'), {}))).toBe('404 NOT_FOUND');
    await friend(ann, 'request', bob);
    const [a, b] = [ann.name, bob.name];
    expect(await toldOfFriends(bob)).toEqual([
      `asked ${a} ${a}`,
      `declined ${a} ${b}`,
      `asked ${a} ${a}`,
      `withdrawn ${a} ${a}`,
      `asked ${a} ${a}`,
    ]);
  });

  it('by both people makes them friends, also at the same time', async () => {
    const answers = await Promise.all([ask(ann, bob), ask(bob, ann), ask(ann, bob), ask(bob, ann)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    for (const [who, other] of [
      [ann, bob],
      [bob, ann],
    ] as const) {
      expect(await namesOf(who)).toEqual({ friends: [other.name] });
      expect((await toldOfFriends(who)).map((line) => line.split(' ')[0])).toEqual(['asked', 'accepted']);
    }
  });

  it('that is accepted and withdrawn at the same time has one outcome for both', async () => {
    await friend(ann, 'request', bob);
    const answers = await Promise.all([
      bob.postJson(friendPath(ann, 'accept'), {}),
      ann.postJson(friendPath(bob, 'withdraw'), {}),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 404]);
    const areFriends = answers[0]?.status === 200;
    expect(await namesOf(ann)).toEqual(areFriends ? { friends: [bob.name] } : {});
    expect(await namesOf(bob)).toEqual(areFriends ? { friends: [ann.name] } : {});
  });

  it('is between accounts only, and not to oneself', async () => {
    const guest = await RestClient.at(server.url);
    await guest.say('lobby', 'hello');
    const { id } = await guest.me();
    for (const other of [id ?? '', 'nobody', bob.name])
      expect(await refused(ask(ann, { id: other }))).toBe('404 NOT_FOUND');
    expect(await refused(ask(ann, ann))).toBe('400 YOURSELF');
    expect(await refused(ask(guest, ann))).toBe('401 SIGN_IN_REQUIRED');
    for (const path of ['/api/friends', '/api/people?name=a', `/api/people/${ann.id}`])
      expect(await refused(guest.get(path))).toBe('401 SIGN_IN_REQUIRED');
  });
});

describe('a friendship', () => {
  it('ends for both, which is told live and once', async () => {
    await befriend(ann, bob);
    expect(await friend(ann, 'request', bob)).toBe('friend');
    const poll = await ann.hold(server, { '@me': await ownSeq(ann) });
    expect(await friend(bob, 'remove', ann)).toBe('none');
    expect((await poll.answer).events).toMatchObject([
      { friendship: { change: 'parted', user: { id: bob.id }, by: { id: bob.id } } },
    ]);
    expect([await namesOf(ann), await namesOf(bob)]).toEqual([{}, {}]);
    expect(await refused(ann.postJson(friendPath(bob, 'remove'), {}))).toBe('404 NOT_FOUND');
  });
});

async function personAs(who: Account, { id }: { id: string }): Promise<PersonJson> {
  return (await (await who.get(`/api/people/${id}`)).json()) as PersonJson;
}

async function search(name: string): Promise<string[]> {
  const answer = await ann.get(`/api/people?name=${encodeURIComponent(name)}`);
  return ((await answer.json()) as { people: { name: string }[] }).people.map((person) => person.name);
}

describe('people', () => {
  it('are found by the beginning of their names in any case and width, except guests', async () => {
    for (const name of ['Zoë', 'Zoltan', 'Zola 🙂']) await signedUp(server, name);
    const guest = await RestClient.at(server.url);
    await guest.post('/a/name', { name: 'Zorro' });
    expect(await search('zo')).toEqual(['Zola 🙂', 'Zoltan', 'Zoë']);
    expect(await search('ＺＯＬ')).toEqual(['Zola 🙂', 'Zoltan']);
    expect(await search('Zola 🙂')).toEqual(['Zola 🙂']);
    for (const none of ['', ' ', '%', 'zo_', 'z'.repeat(10_000)]) expect(await search(none)).toEqual([]);
  });

  it('are shown with their profile and their relation to the reader', async () => {
    await done(bob, '/api/account/profile', { profile: 'plays Go' });
    const { id, name } = bob;
    const base = { id, name, profile: 'plays Go', guest: false };
    expect(await personAs(ann, bob)).toEqual({ ...base, relation: 'none' });
    await friend(ann, 'request', bob);
    expect(await personAs(ann, bob)).toEqual({ ...base, relation: 'sent' });
    expect(await personAs(bob, ann)).toMatchObject({ relation: 'received' });
    await friend(bob, 'accept', ann);
    expect(await personAs(ann, bob)).toEqual({ ...base, relation: 'friend' });
    expect(await personAs(bob, bob)).toEqual({ ...base, relation: 'self' });
    expect(await refused(ann.get('/api/people/nobody'))).toBe('404 NOT_FOUND');
  });
});

describe('the right to begin a conversation', () => {
  it('belongs to everyone or to friends, as each person decides, and existing conversations go on', async () => {
    expect((await peopleOf(bob)).direct_from).toBe('anyone');
    const cat = await signedUp(server, 'Cat');
    const room = await directOf(cat, bob);
    await done(bob, '/api/friends/direct-from', { from: 'friends' });
    expect((await peopleOf(bob)).direct_from).toBe('friends');
    const begin = (): Promise<Response> => ann.postJson('/api/direct', { user: bob.id });
    expect(await refused(begin())).toBe('403 DIRECT_FRIENDS_ONLY');
    await friend(ann, 'request', bob);
    expect(await refused(begin())).toBe('403 DIRECT_FRIENDS_ONLY');
    expect(await directOf(cat, bob)).toBe(room);
    await friend(bob, 'accept', ann);
    expect((await begin()).status).toBe(201);
  });

  it('can be limited to friends without limiting oneself', async () => {
    await done(bob, '/api/friends/direct-from', { from: 'friends' });
    const room = await directOf(bob, ann);
    expect(await directOf(ann, bob)).toBe(room);
    expect(await refused(bob.postJson('/api/friends/direct-from', { from: 'nobody' }))).toBe(
      '400 FIELD_INVALID',
    );
  });
});
