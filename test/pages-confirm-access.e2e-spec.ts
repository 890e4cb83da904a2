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

describe('the page that asks', () => {
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

  it.each(ACTIONS)('tells an outsider of a room nothing but what it tells of none: %s', async (action) => {
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
  ])('asks a plain member nothing that they may not do: %s', async (action, expected) => {
    await pageOf(bob, `/confirm/${action}?room=${room}&user=${ann.id}&id=1`, expected);
  });

  it.each([
    ['/confirm/nothing', 404],
    ['/confirm/remove', 404],
    ['/confirm/toString', 404],
    ['/confirm/block?user=nobody', 404],
    ['/confirm/unfriend', 404],
  ])('is not there for what is not there: %s', async (path, expected) => {
    await pageOf(ann, path, expected);
  });

  it('does not ask about a talk what is for groups', async () => {
    const talk = await directOf(ann, bob);
    for (const action of ACTIONS) await pageOf(ann, `/confirm/${action}?room=${talk}&user=${bob.id}`, 403);
  });

  it('changes nothing by GET, and is no way to post', async () => {
    expect((await ann.post(`/confirm/remove?room=${room}&user=${bob.id}`, {}, HTML)).status).toBe(405);
    expect(await membersOf(ann, room)).toHaveLength(2);
  });
});

describe('an owner who leaves (#11.27)', () => {
  it('is offered to hand the group over, and then leaves, or to delete it', async () => {
    const html = await press(ann, await pageOf(ann, settings()), /^Leave group$/);
    expect(headingOf(html)).toBe('Who gets Chess & club?');
    expect(html).toContain(`<option value="${bob.id}">${bob.name.replace('<b>', '&lt;b&gt;')}</option>`);
    expect(html).not.toContain(`<option value="${ann.id}">`);
    const asked = await press(ann, html, /^Transfer ownership$/, { user: bob.id });
    expect(headingOf(asked)).toBe(`Transfer Chess & club to ${bob.name}?`);
    const leave = await confirm(ann, asked);
    expect(leave).toBe(`/confirm/leave?room=${room}`);
    expect(await confirm(ann, await pageOf(ann, leave as string))).toBe('/');
    expect(await membersOf(bob, room)).toEqual([`${bob.name} owner`]);
  });

  it('finds the way to delete it beside that', async () => {
    const html = await press(ann, await pageOf(ann, settings()), /^Leave group$/);
    const asked = await press(ann, html, /^Delete/);
    expect(await confirm(ann, asked)).toBe('/');
    expect((await bob.get(roomPath(room))).status).toBe(404);
  });
});
