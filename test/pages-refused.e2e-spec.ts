import { beforeEach, describe, expect, it } from 'vitest';
import { freshAccounts, sharedAccounts, signedUp } from './support/account.js';
import { groupOf, makeModerator } from './support/groups.js';
import { form } from './support/html.js';
import { filledIn, send } from './support/pressing.js';
import { RestClient } from './support/rest-client.js';
import { storedIn } from './support/stored.js';
import { sharedApp } from './support/test-app.js';

const server = sharedApp({ LIMITS: 'off' });
const [known] = sharedAccounts(server, 'Bob');
const [ann, bob] = freshAccounts(server, 'Ann', 'Bob');
let room: string;
beforeEach(async () => {
  room = await groupOf(ann, bob, known);
});

type Fields = Record<string, string>;

const LONG = 'x'.repeat(300);

describe('a refused form comes back on its page, filled in,', () => {
  it.each<[string, () => string, Fields, number, string]>([
    ['a talk with nobody', () => '/new/direct', { user: '<b>nobody"' }, 404, 'No account with that name'],
    ['a group without a name', () => '/new/group', { name: ' ', topic: 'Stones' }, 400, 'Enter a name'],
    [
      'a group whose topic is too long',
      () => '/new/group',
      { name: 'Go', topic: LONG },
      400,
      'topic is too long',
    ],
    ['a new name of a group', () => `/a/rooms/${room}/rename`, { name: LONG }, 400, 'name is too long'],
    ['a new topic', () => `/a/rooms/${room}/topic`, { topic: LONG }, 400, 'topic is too long'],
    [
      'an invitation of nobody',
      () => `/a/rooms/${room}/invitations`,
      { user: 'nobody' },
      404,
      'No account with that name',
    ],
    [
      'an invitation of a member',
      () => `/a/rooms/${room}/invitations`,
      { user: 'Bob' },
      409,
      'Already a member',
    ],
    ['a link for too long', () => `/settings/links?room=${room}`, { days: '999', uses: '5' }, 400, ''],
    [
      'a profile that is too long',
      () => '/account/profile',
      { name: 'Ann', profile: LONG.repeat(9) },
      400,
      'profile is too long',
    ],
    [
      'a name that is taken',
      () => '/account/profile',
      { name: 'Bob', profile: 'chess' },
      409,
      'name is taken',
    ],
    ['a message to nobody’s friends', () => '/a/friends/direct-from', { from: 'nobody' }, 400, ''],
  ])('for %s', async (_, action, typed, expected, reason) => {
    const stored = await storedIn(server);
    const { status, html } = await send(ann, action(), typed);
    expect(status).toBe(expected);
    const text = form(html, action());
    expect(text).toContain('role="alert"');
    expect(text).toContain(reason);
    const again = filledIn(form(html, action()));
    if (!('from' in typed)) expect(again).toMatchObject(typed);
    expect(again['_xsrf']).not.toBe('');
    expect(await storedIn(server)).toEqual(stored);
  });

  it('for the name of a guest, on the page of the room it was sent from', async () => {
    const guest = await RestClient.at(server.url);
    await guest.say('42', 'hello');
    const { status, html } = await send(guest, '/a/name', { name: ann.name, next: '/room?room=42' });
    expect(status).toBe(409);
    expect(html).toContain('<details class="me" open>');
    expect(form(html, '/a/name')).toContain('That name is taken');
    expect(filledIn(form(html, '/a/name'))).toMatchObject({ name: ann.name, next: '/room?room=42' });
    expect(html).toContain('hello');
  });

  it('except for passwords', async () => {
    const typed = { password: 'nine wrong otters', new_password: 'ten new otters' };
    for (const action of ['/account/password', '/account/delete']) {
      const { status, html } = await send(ann, action, typed);
      expect([action, status]).toEqual([action, 403]);
      expect(form(html, action)).toContain('Wrong password');
      expect(html).not.toContain('otters');
    }
  });

  it('unless the person may not do that at all: then an error page says so', async () => {
    const { status, html } = await send(bob, `/a/rooms/${room}/rename`, { name: 'Go' });
    expect([status, html.includes('<h1>You don’t have permission</h1>')]).toEqual([403, true]);
  });

  it('unless an outsider sent it: then the room does not exist', async () => {
    const cat = await signedUp(server, 'Cat');
    const ask = async (key: string): Promise<string> => {
      const { status, html } = await send(cat, `/a/rooms/${key}/rename`, { name: 'Go' });
      expect(status).toBe(404);
      return html.replaceAll(key, '').replaceAll(/value="[^"]*"/g, '');
    };
    expect(await ask(room)).toBe(await ask(`~${'n'.repeat(22)}`));
  });

  it('for an owner who leaves, with the choice of a new owner', async () => {
    const { status, html } = await send(ann, `/a/rooms/${room}/leave`, { next: '/' });
    expect(status).toBe(409);
    expect(html).toContain('<h1 dir="auto">Choose a new owner for Chess</h1>');
    expect(html).toContain(`<option value="${bob.id}">`);
  });

  it('for a single button, with the reason', async () => {
    await makeModerator(ann, room, bob);
    const action = `/a/rooms/${room}/members/${ann.id}/remove`;
    const { status, html } = await send(bob, action, {}, { referer: server.url + `/members?room=${room}` });
    expect(status).toBe(403);
    expect(html).toContain('<h1 dir="auto">Members of Chess</h1>');
    expect(html).toContain('<strong>You don’t have permission</strong>');
  });
});
