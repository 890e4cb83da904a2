import { describe, expect, it } from 'vitest';
import { signedUp } from '../support/account.js';
import { House, freshRoom } from './house.js';
import type { Visitor } from './visitor.js';

const house = House.open();

const background = ({ page }: Visitor) =>
  page.evaluate(() => getComputedStyle(document.body).backgroundColor);
const browserBar = ({ page }: Visitor) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')]
      .filter(({ media }) => !media || matchMedia(media).matches)
      .map(({ content }) => content),
  );

const LIGHT = 'rgb(243, 240, 234)';
const DARK = 'rgb(22, 24, 27)';

describe('settings', () => {
  it('give the page the theme that was chosen, whatever the device has, on every device of the account', async () => {
    const ann = await signedUp(house, 'Ann');
    const phone = await (await house.browserOf(ann, { colorScheme: 'dark' })).enter();
    expect([await background(phone), await browserBar(phone)]).toEqual([DARK, ['#16181b']]);
    await phone.prefer({ theme: 'light' });
    expect([await background(phone), await browserBar(phone)]).toEqual([LIGHT, ['#f3f0ea']]);
    const laptop = await (await house.browserOf(ann, { colorScheme: 'light' })).enter();
    await laptop.prefer({ theme: 'dark' });
    await phone.page.reload();
    expect([await background(laptop), await background(phone)]).toEqual([DARK, DARK]);
    expect(await browserBar(laptop)).toEqual(['#16181b']);
    expect(await laptop.page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe(
      'dark',
    );
  });

  it('show times with 12 or 24 hours', async () => {
    const mina = await (await house.visitor()).enter(freshRoom());
    await mina.saySafely('what time is it');
    const time = mina.page.locator('.message time').first();
    expect(await time.textContent()).toMatch(/^\d\d:\d\d$/);
    await mina.prefer({ clock: '12' });
    expect(await time.textContent()).toMatch(/^\d{1,2}:\d\d.[ap]m$/i);
    expect(await time.getAttribute('title')).toMatch(/[ap]m/i);
    await mina.prefer({ clock: '24' });
    expect(await time.textContent()).toMatch(/^\d\d:\d\d$/);
  });

  it('let Enter begin a new line', async () => {
    const mina = await (await house.visitor()).enter(freshRoom());
    await mina.prefer({ enter: 'line' });
    await mina.box.pressSequentially('one');
    await mina.box.press('Enter');
    await mina.box.pressSequentially('two');
    expect(await mina.box.inputValue()).toBe('one\ntwo');
    await mina.box.press('Control+Enter');
    await mina.hears('one\ntwo');
  });
});
