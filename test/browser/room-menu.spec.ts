import { expect, it } from 'vitest';
import { signedUp } from '../support/account.js';
import { House, freshRoom } from './house.js';

const house = House.open();

it.each([
  ['with scripts', {}],
  ['without scripts', { javaScriptEnabled: false }],
])('on a phone, what one can do about the room is behind ⋯, %s', async (how, options) => {
  const room = freshRoom();
  const account = await signedUp(house, `Menu ${how}`);
  await account.say(room, 'here');
  const member = await house.browserOf(account, { viewport: { width: 320, height: 640 }, ...options });
  await member.page.goto(`${house.url}/room?room=${encodeURIComponent(room)}`);
  const head = member.page.locator('.room-head');
  const [settings, leave] = [
    head.getByRole('link', { name: 'Settings' }),
    head.getByRole('button', { name: 'Leave' }),
  ];
  await head.waitFor();
  expect([await settings.isVisible(), await leave.isVisible()]).toEqual([false, false]);
  // One line with the name, the bell and the menu.
  expect((await head.boundingBox())?.height).toBeLessThan(90);
  await head.getByRole('button', { name: 'About this room' }).click();
  expect([await settings.isVisible(), await leave.isVisible()]).toEqual([true, true]);
  await member.page.keyboard.press('Escape');
  expect(await leave.isVisible()).toBe(false);
  await head.getByRole('button', { name: 'About this room' }).click();
  await settings.click();
  await member.page.getByRole('heading', { name: `${room} settings` }).waitFor();
});

it('where there is room, it stands beside the name', async () => {
  const room = freshRoom();
  const account = await signedUp(house, 'Wide menu');
  await account.say(room, 'here');
  const member = await (await house.browserOf(account)).enter(room);
  const head = member.page.locator('.room-head');
  await head.getByRole('link', { name: 'Settings' }).waitFor();
  expect(await head.getByRole('button', { name: 'Leave' }).isVisible()).toBe(true);
  expect(await head.getByRole('button', { name: 'About this room' }).count()).toBe(0);
});
