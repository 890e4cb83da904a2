import { beforeAll, describe, expect, it } from 'vitest';
import { type Account, signedUp } from '../support/account.js';
import { directOf, done } from '../support/groups.js';
import type { RoomJson } from '../../src/rooms/dto/rooms.json.js';
import { House } from './house.js';
import type { Visitor } from './visitor.js';

const house = House.open({ LIMITS: 'off' });
let bob: Account;
const rooms = new Map<string, string>();
beforeAll(async () => {
  const zoe = await signedUp(house, 'Zoë');
  bob = await signedUp(house, 'Bob');
  for (const name of ['Chess club', 'Book club', 'Gardeners']) {
    const { room } = await done<RoomJson>(bob, '/api/groups', { name });
    rooms.set(name, room);
  }
  const direct = await directOf(bob, zoe);
  await zoe.say(direct, 'hello');
  rooms.set('Zoë', direct);
});

const options = ({ page }: Visitor) =>
  page
    .getByRole('option')
    .evaluateAll((all) =>
      all.map((one) => (one.ariaSelected === 'true' ? '> ' : '') + one.querySelector('bdi')?.textContent),
    );

describe('Ctrl or ⌘ and K', () => {
  it('goes to a room by a part of its name, without leaving the keyboard', async () => {
    const reader = await (await house.browserOf(bob)).enter();
    await reader.page.keyboard.press('Control+k');
    expect((await options(reader))[0]).toBe('> Zoë'); // has something unread
    await reader.page.keyboard.type('club');
    expect(await options(reader)).toEqual(['> Book club', 'Chess club', 'Open a room named “club”']);
    await reader.page.keyboard.press('ArrowUp');
    await reader.page.keyboard.press('ArrowUp');
    expect(await options(reader)).toEqual(['Book club', '> Chess club', 'Open a room named “club”']);
    await reader.page.keyboard.press('Enter');
    await reader.page.getByRole('heading', { name: 'Chess club', level: 1 }).waitFor();
    expect(reader.complaints).toEqual([]);
  });

  it('finds a beginning first, without case and accents', async () => {
    const reader = await (await house.browserOf(bob)).enter();
    await reader.page.keyboard.press('Meta+k');
    await reader.page.keyboard.type('ZOE');
    expect((await options(reader))[0]).toBe('> Zoë');
    await reader.page.keyboard.press('ControlOrMeta+a');
    await reader.page.keyboard.type('g');
    expect((await options(reader))[0]).toBe('> Gardeners');
  });

  it('opens a room that is not in the list', async () => {
    const reader = await (await house.browserOf(bob)).enter();
    await reader.page.keyboard.press('Control+k');
    await reader.page.keyboard.type('nowhere yet');
    await reader.page.keyboard.press('Enter');
    await reader.page.waitForURL(/\/room\?room=nowhere/);
  });

  it('closes by Esc, and the focus returns', async () => {
    const reader = await (await house.browserOf(bob)).enter();
    await reader.box.fill('half a');
    await reader.page.keyboard.press('Control+k');
    const dialog = reader.page.getByRole('dialog');
    await dialog.waitFor();
    await reader.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await reader.page.keyboard.type(' sentence');
    expect(await reader.box.inputValue()).toBe('half a sentence');
  });
});
