import { beforeEach, describe, expect, it } from 'vitest';
import { PASSWORD, freshAccounts, sharedAccounts, signedUp } from './support/account.js';
import { done, groupOf, roomPath } from './support/groups.js';
import { attributes, form } from './support/html.js';
import { pageOf, send } from './support/pressing.js';
import { RestClient } from './support/rest-client.js';
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
const WRONG = 'nine wrong otters';

/** The names of the fields that a form marks as wrong. */
function wrongFields(html: string): string[] {
  const boxes = html.match(/<(?:input|textarea)[^>]*aria-invalid="true"[^>]*>/g) ?? [];
  return boxes.map((box) => attributes(box, /aria-invalid/)['name'] ?? '');
}

/** What a page says of the one field that is wrong: the field is described by it, and has the focus. */
function reasonBeside(html: string, field: string): string {
  const [box = ''] = html.match(/<(?:input|textarea)[^>]*aria-invalid[^>]*>/) ?? [];
  const { 'aria-describedby': describedBy = '', ...rest } = attributes(box, /aria-invalid/);
  expect([rest['name'], rest['autofocus']]).toEqual([field, '']);
  expect(describedBy.split(' ')).toContain('form-error');
  for (const id of describedBy.split(' ')) expect(html.split(` id="${id}"`)).toHaveLength(2);
  // Nothing that could be typed in stands between the field and the reason.
  const after = html.slice(html.indexOf(box) + box.length);
  const [between = '', reason = ''] = after.split(/<p class="error-text" role="alert" id="form-error">/);
  expect(between).not.toMatch(/<(?:input|textarea|select)/);
  return reason.split('</p>')[0] ?? '';
}

const OF_ANN: [string, () => string, Fields, string, string][] = [
  ['a talk with nobody', () => '/new/direct', { user: 'nobody' }, 'user', 'No account with that name'],
  ['a group without a name', () => '/new/group', { name: ' ', topic: 'Go' }, 'name', 'Enter a name'],
  ['too long a topic', () => '/new/group', { name: 'Go', topic: LONG }, 'topic', 'topic is too long'],
  ['a group’s new name', () => `/a/rooms/${room}/rename`, { name: LONG }, 'name', 'name is too long'],
  ['a group’s new topic', () => `/a/rooms/${room}/topic`, { topic: LONG }, 'topic', 'topic is too long'],
  [
    'an invitation of a member',
    () => `/a/rooms/${room}/invitations`,
    { user: 'Bob' },
    'user',
    'Already a member',
  ],
  [
    'too many days',
    () => `/settings/links?room=${room}`,
    { days: '99', uses: '5' },
    'days',
    'Check this field',
  ],
  [
    'too many uses',
    () => `/settings/links?room=${room}`,
    { days: '9', uses: '0' },
    'uses',
    'Check this field',
  ],
  ['a profile’s name', () => '/account/profile', { name: 'Bob', profile: 'Go' }, 'name', 'name is taken'],
  [
    'a profile’s text',
    () => '/account/profile',
    { name: 'Ann', profile: LONG },
    'profile',
    'profile is too long',
  ],
  [
    'a password',
    () => '/account/password',
    { password: WRONG, new_password: WRONG },
    'password',
    'Wrong password',
  ],
  [
    'a new password',
    () => '/account/password',
    { password: PASSWORD, new_password: 'x' },
    'new_password',
    'too short',
  ],
  ['the end of an account', () => '/account/delete', { password: WRONG }, 'password', 'Wrong password'],
];

describe('the reason for a refusal stands beside the field that is wrong', () => {
  it.each(OF_ANN)('for %s', async (_, action, typed, field, reason) => {
    const { html } = await send(ann, action(), typed);
    expect(wrongFields(html)).toEqual([field]);
    expect(wrongFields(form(html, action()))).toEqual([field]);
    expect(reasonBeside(html, field)).toContain(reason);
  });

  it.each([
    ['/sign-in', { name: 'Nobody', password: WRONG }, 'password', 'Wrong username or password'],
    ['/sign-up', { name: 'Bob', password: PASSWORD }, 'name', 'name is taken'],
    ['/sign-up', { name: 'Somebody', password: 'password1' }, 'password', 'easy to guess'],
  ])('for %s with %j', async (action, typed, field, reason) => {
    const { html } = await send(await RestClient.at(server.url), action, typed);
    expect(wrongFields(html)).toEqual([field]);
    expect(reasonBeside(html, field)).toContain(reason);
  });

  it('for somebody who is banned from a group', async () => {
    await done(ann, roomPath(room, `/members/${bob.id}/ban`));
    const { html } = await send(ann, `/a/rooms/${room}/invitations`, { user: bob.name });
    expect(reasonBeside(html, 'user')).toContain('That person is banned');
  });

  it('for the name of a guest', async () => {
    const guest = await RestClient.at(server.url);
    await guest.say('42', 'hello');
    const { html } = await send(guest, '/a/name', { name: ann.name, next: '/room?room=42' });
    expect(wrongFields(html)).toEqual(['name']);
    expect(reasonBeside(html, 'name')).toContain('That name is taken');
  });

  it('for a room that cannot be', async () => {
    const html = await pageOf(await RestClient.at(server.url), '/open?room=a%2Fb', 400);
    expect(reasonBeside(html, 'room')).toContain('That room name can’t be used');
    expect(attributes(html, /id="enter-room"/)['value']).toBe('a/b');
  });
});

describe('a reason that concerns a whole form', () => {
  it('stands in the form and has the focus; no field is wrong', async () => {
    const { html } = await send(ann, '/new/group', { name: 'Go', topic: '' }, { stale: true });
    expect(wrongFields(html)).toEqual([]);
    const reason = attributes(form(html, '/new/group'), /id="form-error"/);
    expect(reason).toMatchObject({ role: 'alert', tabindex: '-1', autofocus: '' });
  });

  it('stands once on a page that has the same field in two forms', async () => {
    const cat = await signedUp(server, 'Cat');
    const { html } = await send(cat, '/account/profile', { name: ' ', profile: '' });
    expect(html.match(/id="form-error"/g)).toHaveLength(1);
    expect(html.match(/ autofocus/g)).toHaveLength(1);
  });
});
