import { beforeAll, describe, expect, it } from 'vitest';
import { type Account, signedUp } from '../support/account.js';
import { done, groupOf, roomPath } from '../support/groups.js';
import { House } from './house.js';
import type { Visitor } from './visitor.js';
import { POLL } from './wire.js';

const house = House.open();
let ann: Account;
let bob: Account;
beforeAll(async () => {
  ann = await signedUp(house, 'Ann');
  bob = await signedUp(house, 'Bob');
});

async function bobIn(room: string, locale = 'en-GB'): Promise<Visitor> {
  return (await house.browserOf(bob, { locale })).enter(room);
}

/** A group of both, and Bob's name for it. */
async function club(): Promise<string> {
  const room = await groupOf(ann, bob);
  await done(ann, roomPath(room, '/rename'), { name: 'Chess club' });
  return room;
}

describe('a page whose room is gone for its reader', () => {
  it.each([
    [
      'removed',
      (room: string) => done(ann, roomPath(room, `/members/${bob.id}/remove`)),
      'You were removed from Chess club.',
    ],
    [
      'banned',
      (room: string) => done(ann, roomPath(room, `/members/${bob.id}/ban`)),
      'You were banned from Chess club.',
    ],
    ['left elsewhere', (room: string) => done(bob, roomPath(room, '/leave')), 'You left Chess club.'],
    ['deleted', (room: string) => done(ann, roomPath(room, '/delete')), 'Chess club was deleted.'],
  ])('says so: %s', async (_, end, text) => {
    const room = await club();
    const reader = await bobIn(room);
    await end(room);
    await reader.page.locator('.banner').getByText(text).waitFor();
    expect(await reader.box.isVisible()).toBe(false);
    expect(await reader.page.getByRole('button', { name: 'Send' }).isVisible()).toBe(false);
    await reader.page.locator('#composer-note').getByText('You’re no longer in this room.').waitFor();
  });

  it('says so in Chinese', async () => {
    const room = await club();
    const reader = await bobIn(room, 'zh-CN');
    await done(ann, roomPath(room, `/members/${bob.id}/remove`));
    await reader.page.locator('.banner').getByText('你已被移出“Chess club”。').waitFor();
  });

  it('keeps the draft, to be copied only', async () => {
    const room = await club();
    const reader = await bobIn(room);
    await reader.box.fill('half a thought');
    await done(ann, roomPath(room, `/members/${bob.id}/remove`));
    await reader.page.locator('.banner').getByText('You were removed').waitFor();
    await reader.box.press('Control+Enter');
    await reader.box.press('Enter');
    expect(await reader.box.inputValue()).toBe('half a thought');
    expect(await reader.box.isEditable()).toBe(false);
    expect(await reader.page.getByRole('button', { name: 'Send' }).isVisible()).toBe(false);
    expect(await reader.page.locator('.message').count()).toBe(0);
    await reader.page.getByText('You can still copy it').waitFor();
  });

  it('is recognised by a refused message too, without a hint at mistyped addresses', async () => {
    const room = await club();
    const reader = await bobIn(room);
    await reader.saySafely('while I could');
    // The poll that would tell never arrives.
    await reader.page.route(POLL, () => {});
    await reader.show(false);
    await done(ann, roomPath(room, `/members/${bob.id}/remove`));
    await reader.say('too late');
    const { message } = reader.failed('too late');
    await message.getByText('You’re no longer in this room.').waitFor();
    expect(await reader.page.locator('body').innerText()).not.toContain('Check the address');
    await message.getByRole('button', { name: 'Edit' }).click();
    expect(await reader.box.inputValue()).toBe('too late');
    expect(await reader.box.isEditable()).toBe(false);
  });
});
