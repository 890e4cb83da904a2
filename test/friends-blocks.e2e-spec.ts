import { describe, expect, it } from 'vitest';
import { BlockService } from '../src/friends/block.service.js';
import type { InvitationsJson } from '../src/rooms/dto/people.json.js';
import type { RoomsJson } from '../src/rooms/dto/rooms.json.js';
import { type Account, freshAccounts, signedUp } from './support/account.js';
import { dealings } from './support/dealings.js';
import { befriend, block, friend, friendPath, namesOf, ownSeq, unblock } from './support/friends.js';
import {
  directOf,
  done,
  groupOf,
  makeModerator,
  privateRoomsOf,
  refused,
  roomPath,
  toldOwn,
} from './support/groups.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp({ LIMITS: 'off' });
const [ann, bob, cat] = freshAccounts(server, 'Ann', 'Bob', 'Cat');

async function invitationsOf(who: Account): Promise<string[]> {
  const { invitations } = (await (await who.get('/api/invitations')).json()) as InvitationsJson;
  return invitations.map(({ room }) => room);
}

const blockPath = (id: string): string => `/api/people/${id}/block`;

describe('a block', () => {
  it('is silent: the blocked person sees, byte for byte, what they would see of someone who never answers', async () => {
    await block(ann, bob);
    // In the order in which the two came, by which members are listed.
    const silent = await signedUp(server, 'Sil');
    const asker = await signedUp(server, 'Xia');
    const [blocked, other] = [await dealings(bob, ann), await dealings(asker, silent)];
    expect(blocked).toEqual(other);
    // Premise: what they did went through.
    expect(blocked[0]).toMatch(/^200 .*"relation":"sent"/);
    expect(blocked.filter((text) => text.startsWith('201')).length).toBe(4);
  });

  it('is silent also for a friend, and for somebody who has been sent a request', async () => {
    for (const who of [bob, cat]) await befriend(ann, who);
    const dan = await signedUp(server, 'Dan');
    await friend(ann, 'request', dan);
    for (const who of [bob, dan]) await block(ann, who);
    expect(await namesOf(bob)).toEqual({ friends: [ann.name] });
    expect(await namesOf(dan)).toEqual({ received: [ann.name] });
    await done(ann, '/api/friends/direct-from', { from: 'friends' });
    expect(await friend(dan, 'accept', ann)).toBe('friend');
    for (const who of [bob, cat, dan])
      expect((await who.postJson('/api/direct', { user: ann.id })).status).toBe(201);
    expect(await friend(bob, 'remove', ann)).toBe('none');
  });

  it('hides a person from all lists except the list of blocked people', async () => {
    const [dan, eve] = [await signedUp(server, 'Don'), await signedUp(server, 'Eve')];
    await befriend(ann, bob);
    await friend(cat, 'request', ann);
    await friend(ann, 'request', dan);
    for (const who of [bob, cat, dan, eve]) await block(ann, who);
    const blocked = [bob, cat, dan, eve].map(({ name }) => name);
    const lists = await namesOf(ann);
    expect({ ...lists, blocked: lists['blocked']?.toSorted() }).toEqual({ blocked });
    expect(await refused(ann.postJson(friendPath(bob, 'request'), {}))).toBe('409 BLOCKED_BY_YOU');
    for (const answer of ['accept', 'decline'] as const)
      expect(await refused(ann.postJson(friendPath(cat, answer), {}))).toBe('404 NOT_FOUND');
    const relations = [];
    for (const who of [bob, cat, dan, eve]) relations.push(await unblock(ann, who));
    expect(relations).toEqual(['friend', 'received', 'sent', 'none']);
    expect(await namesOf(ann)).toEqual({ friends: [bob.name], received: [cat.name], sent: [dan.name] });
  });

  it('keeps their requests, answers and partings out of @me, live and in the log', async () => {
    await friend(ann, 'request', bob);
    await block(ann, bob);
    const before = await ownSeq(ann);
    const poll = await ann.hold(server, { '@me': before });
    await friend(bob, 'accept', ann);
    await friend(bob, 'remove', ann);
    await friend(bob, 'request', ann);
    await friend(cat, 'request', ann);
    expect((await poll.answer).events).toMatchObject([
      { seq: before + 1, friendship: { change: 'asked', user: { id: cat.id } } },
    ]);
    expect(await unblock(ann, bob)).toBe('received');
    expect(await friend(ann, 'accept', bob)).toBe('friend');
  });

  it('hides their invitations, but not those of others to the same group', async () => {
    const [bobs, room] = [await groupOf(bob), await groupOf(bob, cat)];
    await makeModerator(bob, room, cat);
    const invite = (who: Account, group: string): Promise<unknown> =>
      done(who, roomPath(group, '/invitations'), { user: ann.id });
    await block(ann, bob);
    await invite(bob, bobs);
    await invite(bob, room);
    expect(await invitationsOf(ann)).toEqual([]);
    expect(await refused(ann.postJson(`/api/invitations/${bobs}/accept`, {}))).toBe('404 NOT_FOUND');
    const asked = await (await bob.get(roomPath(room, '/invitations'))).text();
    server.clock.advance(60_000);
    await invite(bob, room);
    await invite(cat, room);
    expect(await (await bob.get(roomPath(room, '/invitations'))).text()).toBe(asked);
    expect(await invitationsOf(ann)).toEqual([room]);
    expect(await toldOwn(ann, room)).toEqual([`invitation invited Chess ${cat.name}`]);
    await done(bob, roomPath(bobs, `/invitations/${ann.id}/withdraw`));
    await invite(bob, bobs);
    await unblock(ann, bob);
    expect((await invitationsOf(ann)).toSorted()).toEqual([bobs, room].toSorted());
    expect(await toldOwn(ann, bobs)).toEqual([]);
    await done(ann, `/api/invitations/${bobs}/accept`);
  });

  it('keeps the end of such an invitation out of @me, whoever causes it', async () => {
    await block(ann, bob);
    const before = await ownSeq(ann);
    for (const end of [`/invitations/${ann.id}/withdraw`, `/members/${ann.id}/ban`, '/delete']) {
      const room = await groupOf(bob, cat);
      await done(bob, roomPath(room, '/invitations'), { user: ann.id });
      await done(bob, roomPath(room, `/members/${cat.id}/hand-over`));
      await done(cat, roomPath(room, end));
    }
    expect(await ownSeq(ann)).toBe(before);
    // Premise: one that has reached them is withdrawn with a word.
    const room = await groupOf(cat);
    await done(cat, roomPath(room, '/invitations'), { user: ann.id });
    await done(cat, roomPath(room, '/delete'));
    expect(await ownSeq(ann)).toBe(before + 2);
  });

  it('leaves an existing conversation open, and hides one that the blocked person begins', async () => {
    const dan = await signedUp(server, 'Dane');
    const old = await directOf(bob, ann);
    for (const who of [bob, cat, dan]) await block(ann, who);
    const before = await ownSeq(ann);
    const begun = await directOf(cat, ann);
    const own = await directOf(ann, dan);
    expect((await privateRoomsOf(ann)).toSorted()).toEqual([old, own].toSorted());
    expect(await privateRoomsOf(cat)).toEqual([begun]);
    expect(await toldOwn(ann, begun)).toEqual([]);
    expect(await ownSeq(ann)).toBe(before + 1);
    await bob.say(old, 'still here');
    await cat.say(begun, 'anyone?');
    await unblock(ann, cat);
    expect(await privateRoomsOf(ann)).toContain(begun);
    expect((await ann.entries(begun)).entries).toMatchObject([{ message: { body: 'anyone?' } }]);
    await block(ann, cat);
    expect(await privateRoomsOf(ann)).toContain(begun);
  });

  it('no longer hides a conversation begun by the blocked person once the blocker asks for it', async () => {
    await block(ann, bob);
    const room = await directOf(bob, ann);
    const listed = async (): Promise<boolean> =>
      ((await (await ann.get('/api/rooms')).json()) as RoomsJson).rooms.some((one) => one.room === room);
    expect(await listed()).toBe(false);
    expect(await directOf(ann, bob)).toBe(room);
    expect(await listed()).toBe(true);
  });

  it('can be set on guests, but not on oneself or an unknown person, and can be taken back', async () => {
    const guest = await RestClient.at(server.url);
    const { author } = await guest.say('lobby', 'hello');
    for (let i = 0; i < 2; i++) await block(ann, author);
    expect(await namesOf(ann)).toEqual({ blocked: [author.name] });
    expect(await unblock(ann, author)).toBe('none');
    expect(await refused(ann.postJson(`/api/people/${author.id}/unblock`, {}))).toBe('404 NOT_FOUND');
    expect(await refused(ann.postJson(blockPath(ann.id), {}))).toBe('400 YOURSELF');
    expect(await refused(ann.postJson(blockPath('nobody'), {}))).toBe('404 NOT_FOUND');
    expect(await refused(guest.postJson(blockPath(ann.id), {}))).toBe('401 SIGN_IN_REQUIRED');
  });

  it('takes effect at once, as does each change of it', async () => {
    const blocks = server.app.get(BlockService);
    await block(ann, bob);
    expect([...(await blocks.hiddenFrom(ann.id))]).toEqual([bob.id]);
    expect([...(blocks.hiddenFrom(ann.id) as ReadonlySet<string>)]).toEqual([bob.id]);
    await unblock(ann, bob);
    expect((await blocks.hiddenFrom(ann.id)).size).toBe(0);
    expect(blocks.hiddenFrom(undefined)).toEqual(new Set());
  });
});
