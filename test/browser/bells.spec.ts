import { beforeAll, describe, expect, it } from 'vitest';
import type { RoomJson } from '../../src/rooms/dto/rooms.json.js';
import { type Account, signedIn, signedUp } from '../support/account.js';
import { done, groupOf, roomPath } from '../support/groups.js';
import { House } from './house.js';
import type { Visitor } from './visitor.js';

const house = House.open({ LIMITS: 'off' });
let ann: Account;
let bob: Account;
beforeAll(async () => {
  ann = await signedUp(house, 'Ann');
  bob = await signedUp(house, 'Bob');
});

const link = ({ page }: Visitor, room: string) => page.locator(`.room-link[data-room="${room}"]`);
const bell = ({ page }: Visitor) => page.getByRole('button', { name: 'Notifications', exact: true });
const menu = ({ page }: Visitor) => page.getByRole('dialog', { name: 'Notifications' });
const radio = (who: Visitor, name: string) => menu(who).getByRole('radio', { name });
const saved = (who: Visitor) => menu(who).getByText('Saved.').waitFor();
const sections = ({ page }: Visitor) => page.locator('.rooms-live .sidebar-title').allTextContents();

async function stored(room: string): Promise<[bell: string, pinned: boolean]> {
  const { bell: chosen, pinned } = (await (await bob.get(roomPath(room))).json()) as RoomJson;
  return [chosen, pinned];
}

describe('the bell of a room', () => {
  it('is chosen with the keyboard, in place, and muting the room on one device quiets all', async () => {
    const [room, other, third] = [await groupOf(ann, bob), await groupOf(ann, bob), await groupOf(ann, bob)];
    const phone = await (await house.browserOf(await signedIn(house, 'Bob'))).enter(room);
    const desk = await (await house.browserOf(bob)).enter(room);
    await ann.say(other, 'counted');
    await link(phone, other).getByText('1 unread').waitFor();
    expect(await phone.page.title()).toMatch(/^\(1\) /);

    await desk.enter(other);
    await bell(desk).press('Enter');
    await radio(desk, 'All messages').press('ArrowUp');
    await saved(desk);
    expect([await radio(desk, 'Nothing').isChecked(), await bell(desk).getAttribute('title')]).toEqual([
      true,
      'Nothing (mute)',
    ]);
    await desk.page.keyboard.press('Escape');
    await expect.poll(() => bell(desk).evaluate((one) => one === document.activeElement)).toBe(true);
    expect(await menu(desk).isVisible()).toBe(false);

    for (const { page } of [phone, desk])
      await page.locator(`[data-room="${other}"][data-bell="nothing"]`).waitFor();
    await desk.page.evaluate(() => Object.assign(document, { hasFocus: () => false }) && undefined);
    await ann.say(other, 'quiet');
    await desk.hears('quiet');
    expect(await desk.page.title()).not.toMatch(/^\(/);
    await done(bob, roomPath(other, '/preferences'), { bell: 'everything' });
    await expect.poll(() => desk.page.title()).toMatch(/^\(/);
    await done(bob, roomPath(other, '/preferences'), { bell: 'nothing' });
    await expect.poll(() => desk.page.title()).not.toMatch(/^\(/);
    await ann.say(other, 'for you, @Bob');
    await link(phone, other).getByText('@1 mentions').waitFor();
    expect(await link(phone, other).evaluate((one) => getComputedStyle(one).fontWeight)).toBe('400');
    await ann.say(third, 'here it counts');
    await link(phone, third).getByText('1 unread').waitFor();
    await expect.poll(() => phone.page.title()).toMatch(/^\(1\) /);
    expect([...phone.complaints, ...desk.complaints]).toEqual([]);
  });

  it('stays as it was if it cannot be saved, and says so', async () => {
    const room = await groupOf(ann, bob);
    const reader = await (await house.browserOf(bob)).enter(room);
    await reader.page.route('**/preferences', (route) => route.abort());
    await bell(reader).click();
    // Not `check`, which looks whether it stays checked.
    await radio(reader, 'Nothing').click();
    await menu(reader).locator('.error-text').waitFor();
    expect([await radio(reader, 'All messages').isChecked(), await stored(room)]).toEqual([
      true,
      ['everything', false],
    ]);
    await reader.page.unroute('**/preferences');
    await radio(reader, 'Mentions only').check();
    await saved(reader);
    expect(await stored(room)).toEqual(['mentions', false]);
  });
});

describe('pinning a room', () => {
  it('moves it to a section at the top, on all devices, until it is unpinned', async () => {
    const room = await groupOf(ann, bob);
    const phone = await (await house.browserOf(await signedIn(house, 'Bob'))).enter('lobby');
    const desk = await (await house.browserOf(bob)).enter(room);
    expect(await sections(phone)).not.toContain('Pinned');
    await bell(desk).click();
    await menu(desk).getByRole('button', { name: 'Pin to the top of the list' }).click();
    await menu(desk).getByRole('button', { name: 'Unpin' }).waitFor();
    for (const one of [phone, desk]) {
      await one.page.locator(`[data-kind="pinned"] [data-room="${room}"]`).waitFor();
      expect((await sections(one))[0]?.trim()).toBe('Pinned');
      expect(await link(one, room).count()).toBe(1);
    }
    await done(bob, roomPath(room, '/preferences'), { pinned: false, bell: 'mentions' });
    await menu(desk).getByRole('button', { name: 'Pin to the top of the list' }).waitFor();
    expect(await radio(desk, 'Mentions only').isChecked()).toBe(true);
    await phone.page.locator(`[data-kind="group"] [data-room="${room}"]`).waitFor();
  });
});

describe('without scripts', () => {
  it('the bell is a form on the page', async () => {
    const room = await groupOf(ann, bob);
    const reader = await house.browserOf(bob, {
      javaScriptEnabled: false,
      viewport: { width: 320, height: 640 },
    });
    await reader.enter(room);
    await bell(reader).click();
    await radio(reader, 'Nothing').check();
    await menu(reader).getByRole('button', { name: 'Save' }).click();
    await reader.page.locator('.room-bell[data-bell="nothing"]').waitFor();
    await bell(reader).click();
    await menu(reader).getByRole('button', { name: 'Pin to the top of the list' }).click();
    await reader.page.locator(`[data-kind="pinned"] [data-room="${room}"]`).waitFor({ state: 'attached' });
    expect(await stored(room)).toEqual(['nothing', true]);
  });
});
