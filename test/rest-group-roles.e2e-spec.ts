import { beforeEach, describe, expect, it } from 'vitest';
import { type Account, sharedAccounts } from './support/account.js';
import {
  done,
  groupOf,
  makeModerator,
  membersOf,
  refused,
  roomPath,
  told,
  toldOwn,
} from './support/groups.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp();
const [ann, bob, cat, dan] = sharedAccounts(server, 'Ann', 'Bob', 'Cat', 'Dan');
let room: string;
beforeEach(async () => {
  room = await groupOf(ann, bob, cat);
});

const post = (who: Account, path: string, body: object = {}): Promise<Response> =>
  who.postJson(roomPath(room, path), body);

describe('a moderator', () => {
  beforeEach(() => makeModerator(ann, room, bob));

  it('may remove and ban members, but neither moderators nor the owner', async () => {
    for (const act of ['remove', 'ban']) {
      expect(await refused(post(bob, `/members/${ann.id}/${act}`))).toBe('403 NOT_ALLOWED');
      expect(await refused(post(bob, `/members/${bob.id}/${act}`))).toBe('403 NOT_ALLOWED');
      expect(await refused(post(cat, `/members/${bob.id}/${act}`))).toBe('403 NOT_ALLOWED');
    }
    expect(await refused(post(bob, `/members/${dan.id}/remove`))).toBe('404 USER_UNKNOWN');
    expect((await post(bob, `/members/${cat.id}/remove`)).status).toBe(200);
    expect((await told(ann, room)).at(-1)).toBe('Bob removed Cat');
    expect((await toldOwn(cat, room)).at(-1)).toBe('membership removed Chess Bob');
    expect((await post(ann, `/members/${bob.id}/ban`)).status).toBe(200);
    expect(await membersOf(ann, room)).toEqual(['Ann owner']);
  });

  it('may delete any message of the room, a member only their own', async () => {
    const said = await cat.say(room, 'rude');
    const other = await bob.say(room, 'kind');
    expect(await refused(post(cat, `/messages/${other.id}/delete`))).toBe('403 NOT_YOURS');
    expect(await refused(post(bob, `/messages/${said.id}/edit`, { body: 'x' }))).toBe('403 NOT_YOURS');
    expect(await (await post(bob, `/messages/${said.id}/delete`)).json()).toMatchObject({ deleted: true });
    expect((await told(ann, room)).slice(-3)).toEqual(['message ', 'message kind', 'deletion ']);
  });

  it('is appointed and dismissed by the owner', async () => {
    expect(await refused(post(bob, `/members/${cat.id}/role`, { role: 'moderator' }))).toBe(
      '403 NOT_ALLOWED',
    );
    expect(await refused(post(ann, `/members/${ann.id}/role`, { role: 'member' }))).toBe('403 NOT_ALLOWED');
    expect(await refused(post(ann, `/members/${bob.id}/role`, { role: 'owner' }))).toBe('400 FIELD_INVALID');
    await post(ann, `/members/${bob.id}/role`, { role: 'member' });
    await post(ann, `/members/${bob.id}/role`, { role: 'member' });
    expect((await told(ann, room)).slice(-2)).toEqual(['Ann role Bob moderator', 'Ann role Bob member']);
    expect(await refused(post(bob, `/members/${cat.id}/remove`))).toBe('403 NOT_ALLOWED');
  });
});

describe('a banned person', () => {
  beforeEach(async () => {
    await done(ann, roomPath(room, `/members/${bob.id}/ban`));
  });

  it('is listed for moderators, and cannot be invited until the ban is lifted', async () => {
    const banned = await (await ann.get(roomPath(room, '/bans'))).json();
    expect(banned).toEqual({ banned: [{ id: bob.id, name: 'Bob' }] });
    expect(await refused(cat.get(roomPath(room, '/bans')))).toBe('403 NOT_ALLOWED');
    expect(await refused(post(ann, '/invitations', { user: bob.id }))).toBe('409 USER_BANNED');
    await post(ann, `/members/${bob.id}/unban`);
    expect((await post(ann, '/invitations', { user: bob.id })).status).toBe(201);
  });

  it('loses their invitation', async () => {
    await post(ann, '/invitations', { user: dan.id });
    await post(ann, `/members/${dan.id}/ban`);
    expect((await toldOwn(dan, room)).slice(-2)).toEqual([
      'invitation invited Chess Ann',
      'invitation withdrawn Chess Ann',
    ]);
    expect(await refused(dan.postJson(`/api/invitations/${room}/accept`, {}))).toBe('404 NOT_FOUND');
  });
});
