import { beforeAll, describe, expect, it } from 'vitest';
import { type Account, signedUp } from '../support/account.js';
import { directOf, done, groupOf } from '../support/groups.js';
import { House, freshRoom } from './house.js';
import type { Visitor } from './visitor.js';

const house = House.open();
let ann: Account;
let bob: Account;
let group: string;
beforeAll(async () => {
  ann = await signedUp(house, 'Ann');
  bob = await signedUp(house, 'Bob');
  group = await groupOf(ann, bob);
});

async function open(who: Visitor, name: string): Promise<void> {
  await who.page.getByLabel('Open a room').fill(name);
  await who.page.getByRole('button', { name: 'Open', exact: true }).click();
}

/** What stands below the name of the room. */
const kindAt = (who: Visitor) => who.page.locator('.room-kind').innerText();

describe.each([
  ['with scripts', {}, ' · 1 online'],
  ['without scripts', { javaScriptEnabled: false }, ''],
])('opening a room by its name, %s', (_, options, online) => {
  it('leads to one’s own group of that name', async () => {
    const reader = await (await house.browserOf(bob, options)).enter();
    await open(reader, '#chess');
    await reader.page.getByRole('heading', { name: 'Your groups and people' }).waitFor();
    await reader.page.locator('main').getByRole('link', { name: 'Chess', exact: true }).click();
    await reader.page.getByRole('heading', { name: 'Chess', exact: true }).waitFor();
    await expect.poll(() => kindAt(reader)).toBe(`Private · 2 members${online}`);
  });

  it('creates an open room only after a press on the button that says who can read it', async () => {
    const room = `Hall ${freshRoom()}`;
    const writer = await (await house.visitor(options)).enter();
    await open(writer, room);
    await writer.page.getByText('Anyone can find it under “Browse rooms” and read it.').waitFor();
    expect(await writer.box.isVisible()).toBe(false);
    await writer.page.getByRole('link', { name: `Create open room “${room}”` }).click();
    await writer.box.fill('the first');
    await writer.page.getByRole('button', { name: 'Send' }).click();
    await writer.expectTexts(['the first']);

    const reader = await (await house.visitor(options)).enter();
    await open(reader, room.toUpperCase());
    await reader.expectTexts(['the first']);
    expect(await reader.page.locator('h1').innerText()).toBe(room);
    // The writer: the reader has not written anything anywhere.
    await expect.poll(() => kindAt(reader)).toBe(`Open to everyone${online}`);
    expect(await reader.box.isVisible()).toBe(true);
  });
});

describe('the page of a room that there is not yet', () => {
  it('gets the message box as soon as somebody else has written', async () => {
    const room = freshRoom();
    const early = await house.visitor();
    await early.page.goto(`${house.url}/room?${new URLSearchParams({ room })}`);
    expect(await early.box.isVisible()).toBe(false);
    await (await (await house.visitor()).enter(room)).say('here I am');
    await early.hears('here I am');
    await early.box.waitFor();
    expect(early.complaints).toEqual([]);
  });

  it('is remembered in this browser only once the room has been created', async () => {
    const room = freshRoom();
    const visitor = await house.visitor();
    await visitor.page.goto(`${house.url}/room?${new URLSearchParams({ room })}`);
    await visitor.enter();
    const links = visitor.page.locator('.room-list').getByRole('link', { name: room });
    expect(await links.count()).toBe(0);
    await visitor.enter(room.toUpperCase());
    await visitor.enter();
    expect(await links.allInnerTexts()).toEqual([room.toUpperCase()]);
    await links.click();
    await visitor.saySafely('the first');
    expect(await visitor.page.locator('h1').innerText()).toBe(room.toUpperCase());
  });
});

it.each([320, 768, 1440])('nothing is wider than a page of %i px that opens a room', async (width) => {
  const long = 'W'.repeat(40);
  await done(bob, '/api/groups', { name: long });
  const reader = await house.browserOf(bob, { viewport: { width, height: 700 } });
  const widest = (): Promise<number> => reader.page.evaluate(() => document.documentElement.scrollWidth);
  const other = await directOf(ann, bob);
  for (const path of [
    `/open?room=${long}`,
    `/room?room=${'x'.repeat(64)}`,
    `/room?room=${group}`,
    `/room?room=${other}`,
  ]) {
    await reader.page.goto(house.url + path);
    expect(await widest()).toBeLessThanOrEqual(width);
  }
});
