import { describe, expect, it } from 'vitest';
import type { MessageJson } from '../src/messages/dto/message.json.js';
import { meOf, sharedAccounts, signedUp } from './support/account.js';
import { done, groupOf, membersOf, roomPath, told } from './support/groups.js';
import { RestClient } from './support/rest-client.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp();
const [ann, bob] = sharedAccounts(server, 'Ann', 'Bob');

const ID = '01890000-0000-7000-8000-000000000000';
const FORGED: Record<string, string | number | boolean>[] = [
  { author: 'Ann' },
  { author_id: ID, author_name: 'Ann' },
  { user: ID, user_id: ID },
  { at: '2020-01-01T00:00:00.000Z', created_at: 0 },
  { seq: 1, changed_seq: 1 },
  { id: ID },
  { role: 'owner', isGuest: false, guest: false },
  { html: '<b>bold</b>', deleted: true, type: 'deletion', needs: 'member' },
  { mentions: ID },
];

describe('A3 a forged author, time, position or role', () => {
  it.each(FORGED)('is ignored in a message: %j', async (forged) => {
    const open = `forged ${Object.keys(forged).join(' ')}`;
    const room = open.replaceAll('_', ' ');
    for (const ask of [
      () => bob.postJson(roomPath(room, '/messages'), { body: 'hello', ...forged }),
      () => bob.postJson('/a/message/new', { body: 'hello', room, ...forged }),
      () => bob.post('/a/message/new', { body: 'hello', room, ...texts(forged) }),
    ]) {
      const before = (await bob.entries(room)).entries.length;
      const answer = await ask();
      if (answer.status === 400) {
        expect((await bob.entries(room)).entries).toHaveLength(before);
        continue;
      }
      expect(answer.ok).toBe(true);
      const message = (await answer.json()) as MessageJson;
      expect(message).toMatchObject({
        author: { id: bob.id, name: 'Bob' },
        at: new Date(server.clock.now()).toISOString(),
        seq: before + 1,
        changed_seq: before + 1,
        body: 'hello',
      });
      expect(message.id).not.toBe(ID);
      expect([message.deleted, message.mentions]).toEqual([undefined, undefined]);
      expect(message.html).not.toContain('<b>');
    }
  });

  it('is ignored in an edit', async () => {
    const message = await bob.say('a', 'hello');
    const forged = { body: 'changed', author: 'Ann', author_id: ann.id, seq: 99, at: 0, changed_seq: 99 };
    const answer = await bob.postJson(roomPath('a', `/messages/${message.id}/edit`), forged);
    expect([200, 400]).toContain(answer.status);
    const { entries } = await bob.entries('a');
    for (const { message: { author } = { author: undefined } } of entries) expect(author?.id).toBe(bob.id);
  });

  it('does not raise anyone’s role in a group', async () => {
    const room = await groupOf(ann);
    await ann.postJson(roomPath(room, '/invitations'), { user: bob.id, role: 'owner' });
    await bob.postJson(`/api/invitations/${room}/accept`, { role: 'owner', user: ann.id });
    const { token } = await done<{ token: string }>(ann, roomPath(room, '/links'));
    const cat = await signedUp(server, 'Cat');
    await cat.postJson(`/api/invite-links/${token}/join`, { role: 'moderator', room });
    const members = await membersOf(ann, room);
    expect(members[0]).toBe('Ann owner');
    for (const one of members.slice(1)) expect(one).toMatch(/member$/);
    expect((await told(ann, room)).join()).not.toMatch(/moderator|(?:Bob|Cat) owner/);
  });

  it('does not turn a guest into an account or into somebody else', async () => {
    const guest = await RestClient.at(server.url);
    await guest.say('a', 'hello');
    const me = await meOf(guest);
    await guest.postJson('/a/name', { name: 'Guest', guest: false, isGuest: false, id: ann.id });
    expect(await meOf(guest)).toMatchObject({ id: me.id, guest: true });
    await bob.postJson('/api/account/profile', { name: 'Bob', id: ann.id, account_key: 'ann' });
    expect(await meOf(bob)).toMatchObject({ id: bob.id, name: 'Bob' });
    expect(await meOf(ann)).toMatchObject({ id: ann.id, name: 'Ann' });
  });
});

function texts(fields: object): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));
}
