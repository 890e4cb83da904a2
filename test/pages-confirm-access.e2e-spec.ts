import { beforeEach, describe, expect, it } from 'vitest';
import { freshAccounts, signedUp } from './support/account.js';
import { HTML } from './support/fill-in.js';
import { directOf, done, groupOf, membersOf, roomPath } from './support/groups.js';
import { confirm, headingOf, pageOf, press } from './support/pressing.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp({ LIMITS: 'off' });

const [ann, bob] = freshAccounts(server, 'Ann', 'Bob <b>');
let room: string;
beforeEach(async () => {
  room = await groupOf(ann, bob);
  await done(ann, roomPath(room, '/rename'), { name: 'Chess & club' });
});

const settings = (): string => `/settings?room=${room}`;

describe('the page that asks for confirmation', () => {
  const ACTIONS = [
    'hand-over',
    'remove',
    'ban',
    'demote',
    'leave',
    'delete-group',
    'revoke-link',
    'withdraw-invitation',
  ];

  it.each(ACTIONS)('tells an outsider the same as of a room that does not exist: %s', async (action) => {
    const cat = await signedUp(server, `Cat ${action}`);
    const none = `~${'n'.repeat(22)}`;
    const ask = async (key: string): Promise<string> => {
      const html = await pageOf(cat, `/confirm/${action}?room=${key}&user=${bob.id}&id=1`, 404);
      return html.replaceAll(key, '').replaceAll(/value="[^"]*"/g, '');
    };
    expect(await ask(room)).toBe(await ask(none));
  });

  it.each([
    ['hand-over', 403],
    ['remove', 403],
    ['ban', 403],
    ['delete-group', 403],
    ['revoke-link', 403],
    ['withdraw-invitation', 403],
    ['leave', 200],
  ])('offers a plain member only what they may do: %s', async (action, expected) => {
    await pageOf(bob, `/confirm/${action}?room=${room}&user=${ann.id}&id=1`, expected);
  });

  it.each([
    ['/confirm/nothing', 404],
    ['/confirm/remove', 404],
    ['/confirm/toString', 404],
    ['/confirm/block?user=nobody', 404],
    ['/confirm/unfriend', 404],
    ['/confirm/end-session', 404],
    ['/confirm/end-session?id=none', 404],
  ])('does not exist for unknown actions and people: %s', async (path, expected) => {
    await pageOf(ann, path, expected);
  });

  it('offers no actions of groups in a direct conversation', async () => {
    const talk = await directOf(ann, bob);
    for (const action of ACTIONS) await pageOf(ann, `/confirm/${action}?room=${talk}&user=${bob.id}`, 403);
  });

  it('changes nothing, and takes no POST', async () => {
    expect((await ann.post(`/confirm/remove?room=${room}&user=${bob.id}`, {}, HTML)).status).toBe(405);
    expect(await membersOf(ann, room)).toHaveLength(2);
  });
});

describe('an owner who leaves', () => {
  it('can hand the group over first, and then leaves', async () => {
    const html = await press(ann, await pageOf(ann, settings()), /^Leave group$/);
    expect(headingOf(html)).toBe('Choose a new owner for Chess & club');
    expect(html).toContain(`<option value="${bob.id}">${bob.name.replace('<b>', '&lt;b&gt;')}</option>`);
    expect(html).not.toContain(`<option value="${ann.id}">`);
    const asked = await press(ann, html, /^Transfer ownership$/, { user: bob.id });
    expect(headingOf(asked)).toBe(`Transfer Chess & club to ${bob.name}?`);
    const leave = await confirm(ann, asked);
    expect(leave).toBe(`/confirm/leave?room=${room}`);
    expect(await confirm(ann, await pageOf(ann, leave as string))).toBe('/');
    expect(await membersOf(bob, room)).toEqual([`${bob.name} owner`]);
  });

  it('can delete the group instead', async () => {
    const html = await press(ann, await pageOf(ann, settings()), /^Leave group$/);
    const asked = await press(ann, html, /^Delete/);
    expect(await confirm(ann, asked)).toBe('/');
    expect((await bob.get(roomPath(room))).status).toBe(404);
  });
});
