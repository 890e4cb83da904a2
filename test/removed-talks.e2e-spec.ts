import { describe, expect, it } from 'vitest';
import { PASSWORD, freshAccounts } from './support/account.js';
import { fillIn } from './support/fill-in.js';
import {
  directOf,
  done,
  groupOf,
  hide,
  privateRoomsOf,
  refused,
  roomPath,
  toldOwn,
} from './support/groups.js';
import { pageOf } from './support/pressing.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp({ LIMITS: 'off' });
const [ann, bob] = freshAccounts(server, 'Ann', 'Bob');

describe('a conversation that somebody has removed from their list', () => {
  it('stays in the other person’s list, who is not told', async () => {
    const talk = await directOf(bob, ann);
    await bob.say(talk, 'hello');
    const before = await toldOwn(bob, talk);
    const { entries } = await bob.entries(talk);
    await hide(ann, talk);
    expect(await privateRoomsOf(ann)).toEqual([]);
    expect(await privateRoomsOf(bob)).toEqual([talk]);
    expect(await toldOwn(bob, talk)).toEqual(before);
    expect((await bob.entries(talk)).entries).toEqual(entries);
    expect((await ann.entries(talk)).entries).toHaveLength(1);
  });

  it.each<[string, (talk: string) => Promise<unknown>]>([
    ['when the other one writes', (talk) => bob.say(talk, 'again')],
    ['when one writes oneself', (talk) => ann.say(talk, 'again')],
    ['when one asks for it', () => directOf(ann, bob)],
  ])('comes back %s', async (_, act) => {
    const talk = await directOf(bob, ann);
    await bob.say(talk, 'hello');
    await hide(ann, talk);
    await hide(ann, talk);
    expect(await privateRoomsOf(ann)).toEqual([]);
    await act(talk);
    expect(await privateRoomsOf(ann)).toEqual([talk]);
    await hide(ann, talk);
    expect(await privateRoomsOf(ann)).toEqual([]);
  });

  it('stays away while the other person is blocked, whatever they write', async () => {
    const talk = await directOf(ann, bob);
    await hide(ann, talk);
    await done(ann, `/api/people/${bob.id}/block`);
    await bob.say(talk, 'hello?');
    expect(await privateRoomsOf(ann)).toEqual([]);
    await done(ann, `/api/people/${bob.id}/unblock`);
    expect(await privateRoomsOf(ann)).toEqual([talk]);
  });

  it('can only be a direct one, not a group or an open room', async () => {
    const group = await groupOf(ann);
    expect(await refused(ann.postJson(roomPath(group, '/hide'), {}))).toBe('403 NOT_ALLOWED');
    expect(await refused(ann.postJson(roomPath('lobby', '/hide'), {}))).toBe('403 NOT_ALLOWED');
  });

  it('can be removed on its members page', async () => {
    const talk = await directOf(bob, ann);
    const page = await (await ann.get(`/members?room=${talk}`)).text();
    expect(page).toContain(`action="/a/rooms/${talk}/hide"`);
    const answer = await fillIn(ann, `/members?room=${talk}`, `/a/rooms/${talk}/hide`, {});
    expect([answer.status, answer.location]).toEqual([302, `/members?room=${talk}`]);
    expect(await (await ann.get('/')).text()).not.toContain(`href="/room?room=${talk}"`);
  });

  it('is put back by a button on that page', async () => {
    const talk = await directOf(bob, ann);
    await hide(ann, talk);
    const page = await pageOf(ann, `/members?room=${talk}`);
    expect(page).toContain('This conversation is no longer in your list.');
    expect(page).not.toContain(`action="/a/rooms/${talk}/hide"`);
    const undone = await fillIn(ann, `/members?room=${talk}`, '/new/direct', {});
    expect([undone.status, undone.location]).toEqual([303, `/room?room=${talk}`]);
    expect(await privateRoomsOf(ann)).toEqual([talk]);
    expect(await pageOf(ann, `/members?room=${talk}`)).toContain(`action="/a/rooms/${talk}/hide"`);
  });

  it('cannot be put back with a deleted account, which the page does not offer', async () => {
    const talk = await directOf(bob, ann);
    await bob.postJson('/api/account/delete', { password: PASSWORD });
    await hide(ann, talk);
    const page = await pageOf(ann, `/members?room=${talk}`);
    expect(page).toContain('This conversation is no longer in your list.');
    expect(page).not.toContain('action="/new/direct"');
  });
});
