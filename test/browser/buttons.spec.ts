import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { type Account, signedIn, signedUp } from '../support/account.js';
import { befriend, block, friend } from '../support/friends.js';
import { directOf, done, groupOf, hide, roomPath } from '../support/groups.js';
import { House, freshRoom } from './house.js';
import type { Visitor } from './visitor.js';

const TEMPLATES = join(import.meta.dirname, '../../views/pages');

const house = House.open({ LIMITS: 'off' });
let member: Account;
/** Addresses of a member's pages, by template. */
const PAGES: Record<string, string[]> = {};

beforeAll(async () => {
  member = await signedUp(house, 'Ann');
  const bob = await signedUp(house, 'Bob');
  const cat = await signedUp(house, 'Cat');
  const dan = await signedUp(house, 'Dan');
  const eve = await signedUp(house, 'Eve');
  const fay = await signedUp(house, 'Fay');
  await befriend(member, bob);
  for (const one of [cat, dan]) await friend(one, 'request', member);
  await friend(member, 'request', eve);
  await block(member, fay);
  const group = await groupOf(member, bob, cat);
  await done(member, roomPath(group, `/members/${cat.id}/ban`));
  await done(member, roomPath(group, '/invitations'), { user: dan.id });
  const { path: link } = await done<{ path: string }>(bob, `/api/rooms/${await groupOf(bob)}/links`);
  for (const host of [cat, dan])
    await done(host, roomPath(await groupOf(host), '/invitations'), { user: member.id });
  const { url: signInLink } = await done<{ url: string }>(member, '/api/sign-in-links');
  await signedIn(house, 'Ann');
  const talk = await directOf(member, bob);
  const hidden = await directOf(member, eve);
  await hide(member, hidden);
  Object.assign(PAGES, {
    account: ['/account'],
    'api-docs': ['/api/docs'],
    diagnose: ['/diagnose'],
    directory: ['/rooms'],
    confirm: [`/confirm/ban?room=${group}&user=${bob.id}`, '/confirm/delete-account'],
    error: ['/nowhere'],
    'hand-over': [`/confirm/leave?room=${group}`],
    invitations: ['/invitations'],
    invite: [link],
    members: [`/members?room=${group}`, `/members?room=${talk}`, `/members?room=${hidden}`],
    new: ['/new'],
    offline: ['/offline'],
    open: ['/open', '/open?room=chess'],
    people: ['/people', '/people?name=b'],
    preferences: ['/preferences'],
    person: [bob, cat, eve, fay].map(({ id }) => `/people/${id}`),
    room: ['/', `/room?room=${group}`, `/room?room=${freshRoom()}`],
    settings: [`/settings?room=${group}`],
    'sign-in': ['/sign-in'],
    'sign-in-link': [signInLink.slice(house.url.length)],
    'sign-up': ['/sign-up'],
  });
});

it('the pages that are visited are all that there are', () => {
  const templates = readdirSync(TEMPLATES).map((file) => basename(file, '.hbs'));
  expect(Object.keys(PAGES).toSorted()).toEqual(templates.toSorted());
});

it.each(['light', 'dark'] as const)('a page has at most one primary button, in %s', async (colorScheme) => {
  const guest = await (await house.visitor({ colorScheme })).enter(freshRoom());
  await guest.saySafely('hello');
  const stranger = await house.visitor({ colorScheme });
  for (const who of [await house.browserOf(member, { colorScheme }), guest, stranger])
    for (const path of Object.values(PAGES).flat()) {
      await who.page.goto(house.url + path);
      const primary = await primaryButtons(who);
      expect([path, primary]).toEqual([path, primary.slice(0, 1)]);
    }
});

it.each<[string, string, string[]]>([
  ['/sign-in', 'a stranger', ['Sign in']],
  ['/sign-up', 'a stranger', ['Sign up']],
  ['/account', 'a member', ['Save']],
  ['/people', 'a member', ['Search']],
  ['/new', 'a member', ['Start']],
  ['/rooms', 'a stranger', ['Create']],
  ['/nowhere', 'a stranger', ['Sign in']],
  ['/confirm/delete-account', 'a member', []],
])('the primary button of %s, for %s, is %j', async (path, who, expected) => {
  const visitor = who === 'a member' ? await house.browserOf(member) : await house.visitor();
  await visitor.page.goto(house.url + path);
  expect(await primaryButtons(visitor)).toEqual(expected);
});

it('one invitation can be accepted by a primary button', async () => {
  const gil = await signedUp(house, 'Gil');
  await done(member, roomPath(await groupOf(member), '/invitations'), { user: gil.id });
  const visitor = await house.browserOf(gil);
  await visitor.page.goto(`${house.url}/invitations`);
  expect(await primaryButtons(visitor)).toEqual(['Join']);
});

/** What can be pressed and is filled with the accent colour. */
function primaryButtons({ page }: Visitor): Promise<string[]> {
  return page.evaluate(() => {
    const probe = document.createElement('i');
    probe.style.background = 'var(--accent)';
    document.body.append(probe);
    const { backgroundColor: accent } = getComputedStyle(probe);
    probe.remove();
    return [...document.querySelectorAll<HTMLElement>('a:not(.skip), button')]
      .filter((one) => one.checkVisibility() && getComputedStyle(one).backgroundColor === accent)
      .map((one) => one.innerText.trim());
  });
}
