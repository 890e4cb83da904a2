import { describe, expect, it } from 'vitest';
import { Storage } from '../src/storage/storage.js';
import { type Account, PASSWORD, copyOf, sharedAccounts, signedUp } from './support/account.js';
import {
  directOf,
  done,
  groupOf,
  makeModerator,
  membersOf,
  refused,
  roomPath,
  told,
} from './support/groups.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp();
const [ann, bob, cat] = sharedAccounts(server, 'Ann', 'Bob', 'Cat');

let made = 0;
/** Somebody of a name that stands nowhere else. */
const leaver = (): Promise<Account> => signedUp(server, `Leaver${++made}`);
const leaves = (who: Account) => done(who, '/api/account/delete', { password: PASSWORD });

describe('deleting an account', () => {
  it('leaves its groups, whose members are told at once and no longer see the name', async () => {
    const gone = await leaver();
    const room = await groupOf(ann, gone, bob);
    const { seq } = await gone.say(room, 'stays');
    const poll = await bob.hold(server, { [room]: seq });
    await leaves(gone);
    expect((await poll.answer).events).toMatchObject([
      { type: 'membership', membership: { change: 'left' } },
    ]);
    expect(await membersOf(ann, room)).toEqual(['Ann owner', 'Bob member']);
    const texts = [
      JSON.stringify(await bob.updates({ [room]: 0 })),
      JSON.stringify(await bob.entries(room)),
      await (await bob.get(`/room?room=${room}`, { accept: 'text/html' })).text(),
    ];
    for (const text of texts) {
      expect(text).not.toContain(gone.name);
      expect(text.split('deleted account').length).toBeGreaterThan(3);
      expect(text).toContain('stays');
    }
  });

  it('hands its groups over, to a moderator before a member, and to the one who joined first', async () => {
    for (const [moderators, owner] of [
      [[cat], 'Cat owner'],
      [[], 'Bob owner'],
    ] as const) {
      const gone = await leaver();
      const room = await groupOf(gone, bob, cat);
      for (const moderator of moderators) await makeModerator(gone, room, moderator);
      await leaves(gone);
      expect(await membersOf(bob, room)).toContain(owner);
      expect((await told(bob, room)).slice(-2)).toEqual([
        `deleted account handed-over ${owner.split(' ')[0]} owner`,
        'deleted account left deleted account',
      ]);
      await done(owner === 'Cat owner' ? cat : bob, roomPath(room, '/rename'), { name: 'Mine now' });
    }
  });

  it('deletes a group that has no other member', async () => {
    const gone = await leaver();
    const room = await groupOf(gone);
    await done(gone, roomPath(room, '/invitations'), { user: bob.id });
    await leaves(gone);
    expect(await refused(bob.postJson(`/api/invitations/${room}/accept`, {}))).toBe('404 NOT_FOUND');
  });

  it('keeps a direct conversation for the other person', async () => {
    const gone = await leaver();
    const room = await directOf(gone, bob);
    await gone.say(room, 'keep this');
    await leaves(gone);
    const { rooms } = (await (await bob.get('/api/rooms')).json()) as { rooms: object[] };
    expect(rooms).toContainEqual(
      expect.objectContaining({ room, with: { id: gone.id, name: 'deleted account', deleted: true } }),
    );
    expect((await bob.entries(room)).entries).toMatchObject([{ message: { body: 'keep this' } }]);
    expect(JSON.stringify(await bob.entries('@me', { after: 0, limit: 1000 }))).not.toContain(gone.name);
  });

  it('deletes its invitations, its bans and its own log', async () => {
    const [gone, banned] = [await leaver(), await groupOf(ann)];
    const room = await groupOf(ann);
    await done(ann, roomPath(room, '/invitations'), { user: gone.id });
    await done(ann, roomPath(banned, `/members/${gone.id}/ban`));
    const { reader } = server.app.get(Storage);
    const remains = async (): Promise<number[]> => [
      (await reader.selectFrom('invitations').select('at').where('user_id', '=', gone.id).execute()).length,
      (await reader.selectFrom('bans').select('at').where('user_id', '=', gone.id).execute()).length,
      (await reader.selectFrom('rooms').select('id').where('key', '=', `@${gone.id}`).execute()).length,
    ];
    expect(await remains()).toEqual([1, 1, 1]);
    await leaves(gone);
    expect(await remains()).toEqual([0, 0, 0]);
  });

  it('leaves no group that was being founded at that moment', async () => {
    const gone = await leaver();
    const stale = copyOf(gone);
    await Promise.all([
      leaves(gone),
      ...Array.from({ length: 5 }, () => stale.postJson('/api/groups', { name: 'Late' })),
    ]);
    const { reader } = server.app.get(Storage);
    const left = reader.selectFrom('memberships').select('role').where('user_id', '=', gone.id);
    expect(await left.execute()).toEqual([]);
  });
});
