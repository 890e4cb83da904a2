import type { Locator } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { MessageJson } from '../../src/messages/dto/message.json.js';
import { type Account, PASSWORD, signedUp } from '../support/account.js';
import { done, groupOf } from '../support/groups.js';
import { RestClient } from '../support/rest-client.js';
import { House, freshRoom } from './house.js';
import { isFocused } from './mina.js';
import type { Visitor } from './visitor.js';

const house = House.open();
const PHONE = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true };
const CARD = /\/a\/people\/[^/]+\/card/;

let story = 0;
let room: string;
let ann: Account;
let bob: Account;
let hello: MessageJson;
beforeEach(async () => {
  story += 1;
  room = freshRoom();
  ann = await signedUp(house, `Ann ${story}`);
  bob = await signedUp(house, `Bob ${story}`);
  hello = await bob.say(room, 'hello');
});

const card = ({ page }: Visitor): Locator => page.getByRole('dialog');
const nameOf = (visitor: Visitor, text = 'hello'): Locator =>
  visitor.message(text).locator('.message-author');
const button = (visitor: Visitor, name: string): Locator =>
  card(visitor).getByRole('button', { name, exact: true });

async function annReads(options = {}): Promise<Visitor> {
  return (await house.browserOf(ann, options)).enter(room);
}

/** Opens the card of Bob. */
async function opened(reader: Visitor): Promise<Visitor> {
  await nameOf(reader).click();
  await card(reader).getByRole('heading', { name: bob.name }).waitFor();
  return reader;
}

describe('a name in the log', () => {
  it('opens a card that says who it is, and names the groups that both are in', async () => {
    await done(bob, '/api/account/profile', { profile: 'plays Go' });
    const group = await groupOf(ann, bob);
    const reader = await opened(await annReads());
    await card(reader).getByText('plays Go').waitFor();
    await card(reader).getByText('You’re not friends.').waitFor();
    await card(reader).getByRole('link', { name: 'Chess' }).click();
    await reader.page.waitForURL(`**/room?room=${encodeURIComponent(group)}`);
    expect(reader.complaints).toEqual([]);
  });

  it('opens it by the picture too, and by Enter', async () => {
    const reader = await annReads();
    const message = await reader.message('hello').boundingBox();
    await reader.page.mouse.click((message?.x ?? 0) + 20, (message?.y ?? 0) + 20);
    await card(reader).getByRole('heading', { name: bob.name }).waitFor();
    await reader.page.keyboard.press('Escape');
    await card(reader).waitFor({ state: 'hidden' });
    await reader.page.keyboard.press('Enter');
    await card(reader).getByRole('heading', { name: bob.name }).waitFor();
  });

  it('leads to a page with the same, without scripts', async () => {
    await groupOf(ann, bob);
    const reader = await annReads({ javaScriptEnabled: false });
    await nameOf(reader).click();
    await reader.page.waitForURL(`**/people/${bob.id}`);
    await reader.page.getByRole('heading', { name: bob.name }).waitFor();
    await reader.page.locator('main').getByRole('link', { name: 'Chess' }).waitFor();
    await reader.page.getByRole('button', { name: `Message ${bob.name}` }).waitFor();
  });

  it('is where the focus returns to, after Esc and after a press outside', async () => {
    const reader = await opened(await annReads());
    expect(await isFocused(card(reader))).toBe(true);
    await reader.page.keyboard.press('Escape');
    await card(reader).waitFor({ state: 'hidden' });
    await expect.poll(() => isFocused(nameOf(reader))).toBe(true);
    await opened(reader);
    await reader.page.mouse.click(700, 300);
    await card(reader).waitFor({ state: 'hidden' });
    await expect.poll(() => isFocused(reader.log)).toBe(true);
  });

  it('gets the focus back also when its message was edited meanwhile', async () => {
    const reader = await opened(await annReads());
    await bob.edit(hello, 'hello again');
    await reader.hears('hello again');
    await reader.page.keyboard.press('Escape');
    await expect.poll(() => isFocused(nameOf(reader, 'hello again'))).toBe(true);
  });
});

describe('the card', () => {
  it('makes friends in its place, and leads to where one is asked before a block', async () => {
    const reader = await opened(await annReads());
    await button(reader, `Add friend ${bob.name}`).click();
    await card(reader).getByText('You sent them a friend request.').waitFor();
    expect(await isFocused(card(reader))).toBe(true);
    await done(bob, `/api/friends/${ann.id}/accept`);
    await reader.page.keyboard.press('Escape');
    await opened(reader);
    await card(reader).getByText('You’re friends.').waitFor();
    await button(reader, `Block ${bob.name}`).click();
    await reader.page.getByRole('heading', { name: `Block ${bob.name}?` }).waitFor();
    await reader.page.getByRole('button', { name: `Block ${bob.name}` }).click();
    await reader.page.waitForURL('**/room?room=*');
    expect(await reader.texts()).toEqual([]);
    expect(reader.complaints).toEqual([]);
  });

  it('says why an action failed, and stays', async () => {
    const reader = await opened(await annReads());
    await reader.page.route(/\/a\/friends\//, (route) => route.abort());
    await button(reader, `Add friend ${bob.name}`).click();
    await card(reader).getByRole('alert').getByText('Can’t reach the server.').waitFor();
    await reader.page.unroute(/\/a\/friends\//);
    await button(reader, `Add friend ${bob.name}`).click();
    await card(reader).getByText('You sent them a friend request.').waitFor();
    expect(await card(reader).getByRole('alert').count()).toBe(0);
  });

  it('leads to a conversation, and from one’s own name to one’s account', async () => {
    await ann.say(room, 'me');
    const reader = await opened(await annReads());
    await button(reader, `Message ${bob.name}`).click();
    await reader.page.waitForURL(/room=~/);
    expect(await reader.page.locator('h1').innerText()).toBe(bob.name);
    await reader.enter(room);
    await nameOf(reader, 'me').click();
    await card(reader).getByText('This is you.').waitFor();
    await card(reader).getByRole('link', { name: 'Edit your profile' }).click();
    await reader.page.waitForURL('**/account');
  });

  it('offers to look again when the server cannot be reached', async () => {
    const reader = await annReads();
    await reader.page.route(CARD, (route) => route.abort());
    await nameOf(reader).click();
    await card(reader).getByText('Can’t reach the server.').waitFor();
    await reader.page.unroute(CARD);
    await button(reader, 'Retry').click();
    await card(reader).getByRole('heading', { name: bob.name }).waitFor();
  });

  it('says that somebody is gone, and that guests need an account to see people', async () => {
    const reader = await annReads();
    const guest = await (await house.visitor()).enter(room);
    await nameOf(guest).click();
    await card(guest).getByText('You need an account for this.').waitFor();
    const signIn = card(guest).getByRole('link', { name: 'Sign in' });
    expect(await signIn.getAttribute('href')).toContain(encodeURIComponent('/room?room='));
    await reader.page.route(CARD, async (route) => {
      await bob.postJson('/api/account/delete', { password: PASSWORD });
      await route.continue();
    });
    await nameOf(reader).click();
    await card(reader).getByText('This account was deleted.').waitFor();
  });

  it('of a guest offers only to block them', async () => {
    const guest = await RestClient.at(house.url);
    const { author } = await guest.say(room, 'passing by');
    const reader = await annReads();
    await nameOf(reader, 'passing by').click();
    await card(reader).getByText('This is a guest without an account.').waitFor();
    await button(reader, `Block ${author.name}`).waitFor();
    expect(await card(reader).getByRole('button').count()).toBe(2); // and to close
  });

  it.each([
    ['near the name on a wide screen', { viewport: { width: 1440, height: 900 } }, false],
    ['a sheet at the lower edge on a narrow one', PHONE, true],
  ])('is %s, and within it', async (_, screen, isSheet) => {
    const reader = await opened(await annReads({ ...screen, reducedMotion: 'reduce' }));
    const { width, height } = screen.viewport;
    const [place, name] = [await card(reader).boundingBox(), await nameOf(reader).boundingBox()];
    if (!place || !name) throw new Error('not shown');
    expect(place.x).toBeGreaterThanOrEqual(0);
    expect(place.x + place.width).toBeLessThanOrEqual(width);
    expect(place.y + place.height).toBeLessThanOrEqual(height);
    if (isSheet) expect([place.x, place.width, place.y + place.height]).toEqual([0, width, height]);
    else {
      expect(place.x).toBeCloseTo(name.x, 0);
      const gaps = [place.y - (name.y + name.height), name.y - (place.y + place.height)];
      expect(Math.max(...gaps)).toBeCloseTo(6, 0);
    }
    await button(reader, 'Close').click();
    await card(reader).waitFor({ state: 'hidden' });
  });

  it('is in Chinese for Chinese readers', async () => {
    const reader = await annReads({ locale: 'zh-CN' });
    await nameOf(reader).click();
    await card(reader).getByText('你们还不是好友。').waitFor();
  });
});
