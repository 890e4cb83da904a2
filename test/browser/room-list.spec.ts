import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Account, signedIn, signedUp } from '../support/account.js';
import { directOf, done, groupOf, roomPath } from '../support/groups.js';
import { Gate } from './gate.js';
import { House } from './house.js';
import type { Visitor } from './visitor.js';

const house = House.open({ LIMITS: 'off' });
let ann: Account;
let bob: Account;
let room: string;
let other: string;
beforeAll(async () => {
  ann = await signedUp(house, 'Ann');
  bob = await signedUp(house, 'Bob');
});
beforeEach(async () => {
  room = await groupOf(ann, bob);
  other = await groupOf(ann, bob);
});

const link = ({ page }: Visitor, key: string) => page.locator(`.room-link[data-room="${key}"]`);
const badge = async (who: Visitor, key: string): Promise<string> =>
  (await link(who, key).locator('.badge:not(.mention)').allTextContents()).join();
const shows = (who: Visitor, key: string, text: string) => expect.poll(() => badge(who, key)).toBe(text);

describe('the list of rooms', () => {
  it('has sections, of which a dozen rooms fit on a screen', async () => {
    await directOf(ann, bob);
    await bob.say(`open ${room.slice(1, 9)}`, 'an open room');
    for (let n = 0; n < 7; n += 1) await groupOf(bob);
    const reader = await house.browserOf(bob, { viewport: { width: 1280, height: 900 } });
    await reader.enter(room);
    const sections = reader.page.locator('.rooms-live .sidebar-title');
    expect(await sections.allTextContents()).toEqual(['Rooms', 'Groups', 'People']);
    const kinds = reader.page.locator('.room-list');
    expect(await kinds.evaluateAll((lists) => lists.map((one) => one.getAttribute('data-kind')))).toEqual([
      'open',
      'group',
      'direct',
    ]);
    const seen = await reader.page.locator('.room-link').evaluateAll((links) => {
      const below = document.querySelector('.enter-room')?.getBoundingClientRect().top ?? 0;
      return links.filter((one) => one.getBoundingClientRect().bottom <= below).length;
    });
    expect(seen).toBeGreaterThanOrEqual(12);
  });

  it('counts messages in other rooms and marks mentions, live and after a reload', async () => {
    const reader = await (await house.browserOf(bob)).enter(room);
    await ann.say(other, 'one');
    await shows(reader, other, '1 unread');
    await ann.say(other, 'two');
    await shows(reader, other, '2 unread');
    expect(await link(reader, other).locator('.mention').count()).toBe(0);
    await ann.say(other, 'three, @Bob');
    await link(reader, other).getByText('@1', { exact: false }).waitFor();
    await ann.say(other, 'four, @Bob');
    await link(reader, other).getByText('@2 mentions').waitFor();
    await reader.enter(room);
    await shows(reader, other, '4 unread');
    expect(await link(reader, other).locator('.mention').textContent()).toBe('@2 mentions');
    await ann.say(room, 'here');
    await reader.hears('here');
    expect(await badge(reader, room)).toBe('');
    await bob.say(other, 'I have seen it');
    await shows(reader, other, '');
    expect(reader.complaints).toEqual([]);
  });

  it('clears on all devices what was read on one', async () => {
    const [phone, desk] = [await house.browserOf(await signedIn(house, 'Bob')), await house.browserOf(bob)];
    await desk.enter(room);
    await ann.say(other, 'one');
    await shows(desk, other, '1 unread');
    await phone.enter(other);
    await phone.page.locator('.unread-line').waitFor();
    await shows(desk, other, '');
    await phone.enter(other);
    expect(await phone.page.locator('.unread-line').count()).toBe(0);
  });

  it('clears in all tabs what was read in one', async () => {
    const tab = await (await house.browserOf(bob)).enter(room);
    const reading = await tab.tab(other);
    const { seq } = await ann.say(other, 'one');
    await reading.hears('one');
    await tab.page.locator(`.room-link[data-room="${other}"][data-seq="${seq}"]`).waitFor();
    await shows(tab, other, '');
    expect(tab.complaints).toEqual([]);
  });

  it('shows new rooms, names and invitations without a reload, and counts messages there', async () => {
    const reader = await (await house.browserOf(bob)).enter(room);
    const fresh = await groupOf(ann, bob);
    await link(reader, fresh).waitFor();
    await ann.say(fresh, 'welcome');
    await shows(reader, fresh, '1 unread');
    await done(ann, roomPath(fresh, '/rename'), { name: 'Gardening' });
    await link(reader, fresh).getByText('Gardening').waitFor();
    await done(bob, roomPath(fresh, '/leave'));
    await link(reader, fresh).waitFor({ state: 'detached' });
    await done(ann, roomPath(fresh, '/invitations'), { user: bob.id });
    await reader.page.getByRole('link', { name: 'Invitations 1' }).waitFor();
    expect(reader.complaints).toEqual([]);
  });

  it('is not replaced by one that was read before a message it has counted', async () => {
    const reader = await (await house.browserOf(bob)).enter(room);
    const [read, arrival] = [new Gate(), new Gate()];
    await reader.page.route('**/a/side*', async (route) => {
      const response = await route.fetch();
      read.open();
      await arrival.opened;
      await route.fulfill({ response });
    });
    const fresh = await groupOf(ann, bob);
    await read.opened;
    await ann.say(other, 'one');
    await shows(reader, other, '1 unread');
    arrival.open();
    await link(reader, fresh).waitFor();
    expect(await badge(reader, other)).toBe('1 unread');
  });

  it('keeps the focus when it is rendered again', async () => {
    const reader = await (await house.browserOf(bob)).enter(room);
    await link(reader, other).focus();
    const fresh = await groupOf(ann, bob);
    await link(reader, fresh).waitFor();
    // Asked of the page as it is then: the list may be shown anew once more, and that link be gone.
    const focused = () => reader.page.locator('.room-link:focus').getAttribute('data-room');
    expect(await focused()).toBe(other);
  });
});

describe('unread messages in a room', () => {
  it('begin at a line, which stays while the page is open', async () => {
    await ann.say(room, 'old');
    const reader = await (await house.browserOf(bob)).enter(other);
    await bob.say(room, 'seen');
    await ann.say(room, 'new');
    await reader.enter(room);
    expect(await reader.outline()).toEqual(['old', 'seen', '— 1 new message', 'new']);
    await ann.say(room, 'newer');
    await reader.hears('newer');
    expect(await reader.outline()).toEqual(['old', 'seen', '— 1 new message', 'new', 'newer']);
  });

  it('count as read only when they can be seen', async () => {
    for (let n = 1; n <= 60; n += 1) await ann.say(room, `line ${n}`);
    const [reader, desk] = [await house.browserOf(await signedIn(house, 'Bob')), await house.browserOf(bob)];
    await desk.enter(other);
    await shows(desk, room, '60 unread');
    await reader.enter(room);
    await expect.poll(() => badge(desk, room)).toMatch(/^[345]\d unread/);
    await reader.log.evaluate((log) => (log.scrollTop = log.scrollHeight));
    await shows(desk, room, '');
    await reader.log.evaluate((log) => (log.scrollTop = 0));
    await ann.say(room, 'below');
    await reader.hears('below');
    await shows(desk, room, '1 unread');
    await reader.log.evaluate((log) => (log.scrollTop = log.scrollHeight));
    await shows(desk, room, '');
  });
});
