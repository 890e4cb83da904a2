import { describe, expect, it } from 'vitest';
import { signedUp } from '../support/account.js';
import { groupOf } from '../support/groups.js';
import { PLAIN_HOST } from './browser.js';
import { House, freshRoom } from './house.js';
import { isFocused } from './mina.js';
import type { Visitor } from './visitor.js';

const house = House.open();
const NARROW = { viewport: { width: 320, height: 640 } };

const empty = ({ page }: Visitor) => page.locator('.empty');

describe('an empty room', () => {
  it('says what it is and who can read it, until somebody writes', async () => {
    const reader = await (await house.visitor(NARROW)).enter(freshRoom());
    await empty(reader).getByText('Open to everyone', { exact: true }).waitFor();
    await empty(reader).getByText('Anyone can find this room and read it.').waitFor();
    expect(await reader.page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    expect(await reader.log.evaluate((log) => log.scrollWidth - log.clientWidth)).toBe(0);
    await reader.saySafely('hello');
    expect(await empty(reader).isVisible()).toBe(false);
    expect(reader.complaints).toEqual([]);
  });

  it('lets one choose a name in its place, and then no longer asks', async () => {
    const reader = await (await house.visitor(NARROW)).enter(freshRoom());
    await empty(reader).getByText('Choose a name').click();
    const box = empty(reader).getByLabel('Your name');
    expect(await isFocused(box)).toBe(true);
    await box.fill('x'.repeat(41));
    await box.press('Enter');
    await empty(reader).getByText('A name can have up to 40 characters.').waitFor();
    await box.fill('Dan');
    await box.press('Enter');
    await empty(reader).getByText('Choose a name').waitFor({ state: 'detached' });
    expect(await isFocused(reader.box)).toBe(true);
    await reader.saySafely('hello');
    expect(await reader.message('hello').locator('.message-author').innerText()).toBe('Dan');
  });

  it('copies the link to it', async () => {
    const permissions = ['clipboard-read', 'clipboard-write'];
    const room = freshRoom();
    const reader = await (await house.visitor({ permissions })).enter(room);
    await empty(reader).getByRole('button', { name: 'Copy link to this room' }).click();
    await empty(reader).getByRole('button', { name: 'Link copied' }).waitFor();
    const copied = await reader.page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(`${house.url}/room?room=${encodeURIComponent(room)}`);
  });

  it.each([
    ['copies it on plain http:// too', true],
    ['shows it, selected, where it cannot be copied', false],
  ])('%s', async (_, works) => {
    const reader = await house.visitor({}, house.url.replace(/\/\/[^:]+/, `//${PLAIN_HOST}`));
    await reader.enter(freshRoom());
    expect(await reader.page.evaluate(() => 'clipboard' in navigator)).toBe(false);
    const copied = await reader.page.evaluateHandle((isAllowed) => {
      const texts: string[] = [];
      document.addEventListener('copy', () => texts.push(String(getSelection())));
      if (!isAllowed) document.execCommand = () => false;
      return texts;
    }, works);
    await empty(reader).getByRole('button', { name: 'Copy link to this room' }).click();
    if (works) {
      const done = empty(reader).getByRole('button', { name: 'Link copied' });
      await done.waitFor();
      expect(await isFocused(done)).toBe(true);
      expect(await copied.jsonValue()).toEqual([expect.stringContaining('/room?room=')]);
    } else {
      const field = empty(reader).getByLabel('Copy this link');
      await field.waitFor();
      const selected = await field.evaluate((box: HTMLInputElement) =>
        box.value.slice(box.selectionStart ?? 0, box.selectionEnd ?? 0),
      );
      expect(selected).toContain(PLAIN_HOST);
    }
  });

  it('leads to where rooms are created, without scripts too, and copies nothing there', async () => {
    const plain = await (await house.visitor({ ...NARROW, javaScriptEnabled: false })).enter(freshRoom());
    expect(await empty(plain).getByRole('button', { name: 'Copy' }).count()).toBe(0);
    await empty(plain).getByText('Choose a name').click();
    await empty(plain).getByLabel('Your name').fill('Plain Jane');
    await empty(plain).getByRole('button', { name: 'Save' }).click();
    await empty(plain).getByText('Choose a name').waitFor({ state: 'detached' });
    await empty(plain).getByRole('link', { name: 'Create a room' }).click();
    await plain.page.getByLabel('Open a room').fill(freshRoom());
    await plain.page.getByRole('button', { name: 'Open', exact: true }).click();
    await plain.page.getByRole('link', { name: /^Create open room/ }).waitFor();
  });

  it('leads those who may invite people to where they do it', async () => {
    const ann = await signedUp(house, 'Ann of the empty room');
    const group = await groupOf(ann);
    const reader = await (await house.browserOf(ann)).enter(group);
    await reader.page.locator('.notice').waitFor(); // that the group was created
    await empty(reader).getByText('Chess · 1 member', { exact: true }).waitFor();
    expect(await reader.page.getByText('This is the beginning of Chess').isVisible()).toBe(false);
    await empty(reader).getByRole('link', { name: 'Invite people' }).click();
    await reader.page.getByRole('heading', { name: 'Invite people' }).waitFor();
    await reader.enter(group);
    await reader.saySafely('hello');
    expect(await empty(reader).isVisible()).toBe(false);
    expect(await reader.page.getByText('This is the beginning of Chess').isVisible()).toBe(true);
  });
});
