import { beforeEach, describe, expect, it } from 'vitest';
import type { AllInvitedJson, InvitationsJson } from '../src/rooms/dto/people.json.js';
import { sharedAccounts, signedUp } from './support/account.js';
import { done, groupOf, membersOf, refused, roomPath, told, toldOwn } from './support/groups.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp();
const [ann, bob] = sharedAccounts(server, 'Ann', 'Bob Straße');
let room: string;
beforeEach(async () => {
  room = await groupOf(ann);
});

const invite = (user: string): Promise<Response> => ann.postJson(roomPath(room, '/invitations'), { user });
const answer = (who: RestClient, what: 'accept' | 'decline'): Promise<Response> =>
  who.postJson(`/api/invitations/${room}/${what}`, {});

async function invitationsOf(who: RestClient): Promise<InvitationsJson['invitations']> {
  const all = ((await (await who.get('/api/invitations')).json()) as InvitationsJson).invitations;
  return all.filter((invitation) => invitation.room === room);
}

async function invited(): Promise<string[]> {
  const json = (await (await ann.get(roomPath(room, '/invitations'))).json()) as AllInvitedJson;
  return json.invited.map(({ user }) => user.name);
}

describe('an invitation', () => {
  it.each([
    ['id', () => bob.id],
    ['exact name', () => 'Bob Straße'],
    ['a twin of their name', () => 'BOB STRASSE'],
  ])('can be sent to a person by their %s', async (_, user) => {
    expect(await (await invite(user())).json()).toEqual({ user: { id: bob.id, name: bob.name } });
    expect(await invitationsOf(bob)).toMatchObject([{ name: 'Chess', by: { id: ann.id, name: 'Ann' } }]);
    expect(await invited()).toEqual(['Bob Straße']);
  });

  it.each([
    ['nobody', () => 'nobody'],
    ['a part of a name', () => 'Bob'],
    ['nothing', () => ''],
    ['a guest', async () => (await guest()).id ?? ''],
  ])('to %s is refused, because there is no such account', async (_, user) => {
    expect(await refused(invite(await user()))).toBe('404 USER_UNKNOWN');
  });

  it('arrives live, is stored, and makes its receiver a member on acceptance', async () => {
    const { own } = (await (await bob.get('/api/rooms')).json()) as { own: { seq: number } };
    const poll = await bob.hold(server, { '@me': own.seq });
    await invite(bob.id);
    const { events, me } = await poll.answer;
    expect(me).toBe(bob.id);
    expect(events).toMatchObject([
      {
        room: '@me',
        seq: own.seq + 1,
        type: 'invitation',
        invitation: { change: 'invited', room, name: 'Chess' },
      },
    ]);
    expect(await (await answer(bob, 'accept')).json()).toMatchObject({ room, name: 'Chess', role: 'member' });
    expect(await membersOf(bob, room)).toEqual(['Ann owner', 'Bob Straße member']);
    expect(await invitationsOf(bob)).toEqual([]);
    expect(await refused(invite(bob.id))).toBe('409 ALREADY_MEMBER');
    expect(await refused(answer(bob, 'accept'))).toBe('404 NOT_FOUND');
  });

  it('can be declined without telling the group, and sent again', async () => {
    await invite(bob.id);
    const before = await told(ann, room);
    await done(bob, `/api/invitations/${room}/decline`);
    expect(await told(ann, room)).toEqual(before);
    expect(await invited()).toEqual([]);
    expect(await refused(answer(bob, 'accept'))).toBe('404 NOT_FOUND');
    expect((await invite(bob.id)).status).toBe(201);
  });

  it('that is sent twice counts once', async () => {
    for (let i = 0; i < 2; i++) expect((await invite(bob.id)).status).toBe(201);
    expect(await invited()).toEqual(['Bob Straße']);
    expect(await toldOwn(bob, room)).toEqual(['invitation invited Chess Ann']);
  });

  it('can be withdrawn, of which its receiver is told', async () => {
    await invite(bob.id);
    for (let i = 0; i < 2; i++) await done(ann, roomPath(room, `/invitations/${bob.id}/withdraw`));
    expect(await toldOwn(bob, room)).toEqual([
      'invitation invited Chess Ann',
      'invitation withdrawn Chess Ann',
    ]);
    expect(await refused(answer(bob, 'accept'))).toBe('404 NOT_FOUND');
  });

  it('that is accepted many times at once makes one member', async () => {
    await invite(bob.id);
    const answers = await Promise.all(Array.from({ length: 8 }, () => answer(bob, 'accept')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await told(ann, room)).toEqual(['Ann founded Chess', 'Bob Straße joined Bob Straße member']);
  });
});

describe('@me', () => {
  it('is empty for a visitor who has not written, and belongs to a guest from their first write on', async () => {
    const visitor = await RestClient.at(server.url);
    const empty = { room: '@me', entries: [], more: false };
    expect(await visitor.entries('@me')).toEqual(empty);
    expect(await visitor.updates({ '@me': 0 }, { wait: 0 })).toMatchObject({ me: null, events: [] });
    expect(await refused(visitor.get('/api/updates?after=@me:1&wait=0'))).toBe('410 EPOCH_CHANGED');
    await visitor.say('lobby', 'hello');
    expect(await visitor.entries('@me')).toEqual(empty);
    expect((await visitor.updates({ '@me': 0 }, { wait: 0 })).me).not.toBeNull();
  });

  it('is read like any log: by stretches, from a position, with gaps declared', async () => {
    const cat = await signedUp(server, `Cat ${room}`);
    for (let i = 0; i < 3; i++) {
      await done(ann, roomPath(room, '/invitations'), { user: cat.id });
      await done(ann, roomPath(room, `/invitations/${cat.id}/withdraw`));
    }
    const { entries, more } = await cat.entries('@me', { after: 1, limit: 2 });
    expect([entries.map(({ seq }) => seq), more]).toEqual([[2, 3], true]);
    const { events } = await cat.updates({ '@me': 4 }, { wait: 0 });
    expect(events.map(({ room: log, seq }) => `${log} ${seq}`)).toEqual(['@me 5', '@me 6']);
    expect(await refused(cat.get('/api/updates?after=@me:7&wait=0'))).toBe('410 EPOCH_CHANGED');
  });

  it('is private: its key names no room', async () => {
    await invite(bob.id);
    for (const key of [`@${bob.id}`, '@', '@me ']) {
      const path = `/api/rooms/${encodeURIComponent(key)}/entries`;
      expect(await refused(ann.get(path))).toBe('400 ROOM_INVALID');
      expect(await refused(ann.post('/a/message/new', { room: key, body: 'x' }))).toBe('400 ROOM_INVALID');
    }
    expect(await refused(ann.postJson('/api/rooms/@me/messages', { body: 'x' }))).toBe('400 ROOM_INVALID');
    expect(JSON.stringify(await ann.entries('@me', { after: 0 }))).not.toContain('"invited"');
  });
});

async function guest(): Promise<{ id: string | null }> {
  const visitor = await RestClient.at(server.url);
  await visitor.say('lobby', 'hello');
  return visitor.me();
}
